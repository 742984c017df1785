/** Metrics that every process exports. */
package io.evilnet.platform.metrics;
