/** The metrics of the process. */
package io.evilnet.streams.metrics;
