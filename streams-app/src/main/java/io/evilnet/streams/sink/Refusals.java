package io.evilnet.streams.sink;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.evilnet.streams.store.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cities whose totals Cassandra rejected recently; thread-safe. */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private static final int MAX_CITIES = 10_000;
  private static final Duration EXPIRY = Duration.ofMinutes(10);

  private final SinkMeters meters;
  private final Cache<String, String> messages;
  private final Set<String> loggedReasons = ConcurrentHashMap.newKeySet();

  Refusals(SinkMeters meters) {
    this(meters, Ticker.systemTicker());
  }

  Refusals(SinkMeters meters, Ticker ticker) {
    this.meters = meters;
    this.messages =
        Caffeine.newBuilder()
            .maximumSize(MAX_CITIES)
            .expireAfterWrite(EXPIRY)
            .ticker(ticker)
            .build();
  }

  /** Returns true if the city's totals are likely to be rejected again. */
  boolean concern(CityTotal total) {
    return messages.getIfPresent(total.city().id()) != null;
  }

  /**
   * Counts a skipped total; logs the first of each reason.
   *
   * @param failure a rejection
   */
  void add(CityTotal total, Throwable failure) {
    String reason = Refusal.reason(failure).orElseThrow();
    String message = Refusal.message(Refusal.cause(failure));
    meters.refused(reason);
    messages.put(total.city().id(), message);
    if (loggedReasons.add(reason)) {
      LOG.warn(
          "Cassandra rejected the total of city {} in window {} ({}); skipping it, the others are written; rejected totals of this kind are counted by evilnet_sink_refused_total{reason=\"{}\"}",
          printable(total.city().id()),
          total.windowStart(),
          printable(message),
          reason);
    } else {
      LOG.debug(
          "skipped the total of city {} in window {}: {}",
          printable(total.city().id()),
          total.windowStart(),
          printable(message));
    }
  }

  /** Records that a total of the city was accepted. */
  void remove(CityTotal total) {
    messages.invalidate(total.city().id());
  }

  /** Returns a description of the rejections of the last minutes; empty if there were none. */
  Optional<String> problem() {
    messages.cleanUp();
    Map<String, String> recent = messages.asMap();
    return recent.entrySet().stream()
        .findAny()
        .map(
            example ->
                "Cassandra rejects the totals of %d cities, such as %s (%s); the others are written"
                    .formatted(
                        recent.size(), printable(example.getKey()), printable(example.getValue())));
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
