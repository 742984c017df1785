/** The whole system at a constant rate: CPU time, consumer lag and latency. */
package io.evilnet.bench.live;
