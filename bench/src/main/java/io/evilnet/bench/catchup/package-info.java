/**
 * Catch-up benchmark against baselines: the throughput in posts per second from a full topic to
 * exact rows.
 */
package io.evilnet.bench.catchup;
