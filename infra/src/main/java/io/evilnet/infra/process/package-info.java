/**
 * Servers and applications as processes of their own: described as values, started in the order of
 * their dependencies, known to be up by their health, found again by their pid files.
 */
package io.evilnet.infra.process;
