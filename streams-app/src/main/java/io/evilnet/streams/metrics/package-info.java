/** What the process shows of itself to Prometheus. */
package io.evilnet.streams.metrics;
