/**
 * The process that periodically validates the last hour of closed windows and optionally repairs
 * them.
 */
package io.evilnet.schedule;
