/** Periodic background tasks. */
package io.evilnet.streams.schedule;
