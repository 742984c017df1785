package io.evilnet.infra.topics;

import org.apache.kafka.common.serialization.Serde;

/**
 * A topic as a typed value.
 *
 * @param name its name in Kafka
 * @param keySerde how keys are written
 * @param valueSerde how values are written
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public record Topic<K, V>(String name, Serde<K> keySerde, Serde<V> valueSerde) {}
