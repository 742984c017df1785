/** Kafka consumers outside the topology. */
package io.evilnet.streams.consumer;
