/** Metrics that every process exports. */
package io.evilnet.infra.metrics;
