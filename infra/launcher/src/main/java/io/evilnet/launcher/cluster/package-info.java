/**
 * The cluster on one machine: two Kafka brokers with a third controller, and Cassandra, each as a
 * process. The entry point is {@link io.evilnet.launcher.cluster.LocalCluster}.
 */
package io.evilnet.launcher.cluster;
