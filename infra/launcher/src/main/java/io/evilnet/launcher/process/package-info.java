/**
 * Servers and applications as processes: described as values, started in the order of their
 * dependencies, monitored by health checks, and identified by their pid files.
 */
package io.evilnet.launcher.process;
