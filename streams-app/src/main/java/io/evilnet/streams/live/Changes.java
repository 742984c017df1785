package io.evilnet.streams.live;

import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.platform.topics.Topic;
import io.evilnet.streams.consumer.GrowingTotals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Coalesces changes by window and city, except those of {@link City#CONTAINED}: the first change
 * after an idle interval is due immediately, subsequent ones together, ten times a second.
 */
final class Changes {

  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

  static final Duration INTERVAL = Duration.ofMillis(100);

  private final Topic<CityWindow, CityCounts> topic;
  private final GrowingTotals totals = new GrowingTotals();
  private final Map<CityWindow, CountChange> latest = new LinkedHashMap<>();
  private long lastTaken = System.nanoTime() - INTERVAL.toNanos();

  Changes(Topic<CityWindow, CityCounts> topic) {
    this.topic = topic;
  }

  void add(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        CityWindow key = topic.keySerde().deserializer().deserialize(topic.name(), record.key());
        CityCounts value =
            topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
        if (key != null
            && value != null
            && !value.city().equals(City.CONTAINED)
            && key.cityId().equals(value.city().id())
            && totals.isHigher(key, value.counts())) {
          latest.put(key, new CountChange(key.windowStart(), value.city(), value.counts()));
        }
      } catch (SerializationException | IllegalArgumentException e) {
        // The sink counts and reports it.
        LOG.trace("invalid total of a city: {}", record, e);
      }
    }
  }

  /** Returns true if no change is pending. */
  boolean isEmpty() {
    return latest.isEmpty();
  }

  /** Returns the time until the pending changes are due. */
  Duration untilDue() {
    long elapsed = Math.min(System.nanoTime() - lastTaken, INTERVAL.toNanos());
    return latest.isEmpty() ? INTERVAL : INTERVAL.minusNanos(elapsed);
  }

  /** Returns the pending changes if they are due. */
  Optional<Collection<CountChange>> takeIfDue() {
    if (latest.isEmpty() || !isDue()) {
      return Optional.empty();
    }
    lastTaken = System.nanoTime();
    Collection<CountChange> taken = new ArrayList<>(latest.values());
    latest.clear();
    return Optional.of(taken);
  }

  private boolean isDue() {
    return System.nanoTime() - lastTaken >= INTERVAL.toNanos();
  }
}
