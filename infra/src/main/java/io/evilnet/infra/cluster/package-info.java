/**
 * The cluster on one machine: two Kafka brokers with a third voter, and a Cassandra, as real
 * processes. Its entry is {@link io.evilnet.infra.cluster.LocalCluster}.
 */
package io.evilnet.infra.cluster;
