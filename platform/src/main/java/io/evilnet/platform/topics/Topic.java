package io.evilnet.platform.topics;

import org.apache.kafka.common.serialization.Serde;

/**
 * A topic as a typed value.
 *
 * @param name name in Kafka
 * @param keySerde serde of the keys
 * @param valueSerde serde of the values
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public record Topic<K, V>(String name, Serde<K> keySerde, Serde<V> valueSerde) {}
