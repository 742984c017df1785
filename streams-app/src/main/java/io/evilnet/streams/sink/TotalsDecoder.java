package io.evilnet.streams.sink;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.platform.topics.ChangedAt;
import io.evilnet.platform.topics.Topic;
import io.evilnet.platform.topics.Waiting;
import io.evilnet.streams.consumer.GrowingTotals;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes the records of a poll and keeps the last total of each window and city. */
final class TotalsDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(TotalsDecoder.class);

  private final Topic<CityWindow, CityCounts> topic;
  private final SinkMeters meters;
  private final GrowingTotals totals = new GrowingTotals();

  TotalsDecoder(Topic<CityWindow, CityCounts> topic, SinkMeters meters) {
    this.topic = topic;
    this.meters = meters;
  }

  /**
   * Returns the newest totals; skips and counts records that cannot be decoded, and totals lower
   * than an earlier one.
   */
  Collection<CityTotal> latest(List<ConsumerRecord<byte[], byte[]>> records) {
    Map<CityWindow, CityTotal> latest = new LinkedHashMap<>();
    int unreadable = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      meters.received.increment();
      try {
        CityTotal total = decode(record);
        CityWindow key = new CityWindow(total.windowStart(), total.city().id());
        if (totals.admits(key, total.counts())) {
          latest.merge(key, total, (earlier, later) -> later.insteadOf(earlier));
        } else {
          meters.outdated.increment();
        }
      } catch (RuntimeException e) {
        // Any exception would recur with these bytes.
        meters.unreadable.increment();
        unreadable++;
        LOG.trace("invalid total of a city: {}", record, e);
      }
    }
    if (unreadable > 0) {
      LOG.warn("skipped {} invalid records of {}", unreadable, topic.name());
    }
    return latest.values();
  }

  private CityTotal decode(ConsumerRecord<byte[], byte[]> record) {
    Instant appendedAt = Instant.ofEpochMilli(record.timestamp());
    return total(
        topic.keySerde().deserializer().deserialize(topic.name(), record.key()),
        topic.valueSerde().deserializer().deserialize(topic.name(), record.value()),
        ChangedAt.in(record.headers()).orElse(appendedAt),
        appendedAt,
        Waiting.in(record.headers()));
  }

  private static CityTotal total(
      CityWindow key,
      CityCounts value,
      Instant changedAt,
      Instant appendedAt,
      Optional<Waiting> waiting) {
    if (!key.cityId().equals(value.city().id())) {
      throw new IllegalArgumentException("key and value contain different cities");
    }
    return new CityTotal(
        key.windowStart(),
        value.city(),
        value.counts(),
        value.users(),
        changedAt,
        appendedAt,
        waiting);
  }
}
