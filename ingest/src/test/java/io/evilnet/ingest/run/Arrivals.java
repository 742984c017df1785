package io.evilnet.ingest.run;

import io.evilnet.ingest.KafkaContents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okio.ByteString;

/** Compares delivered lines with the content of Kafka. */
final class Arrivals {

  private Arrivals() {}

  /** Returns the fingerprints of all lines of a site, posts and dead letters. */
  static Set<ByteString> of(KafkaContents kafka, String site) {
    Set<ByteString> arrived = new HashSet<>();
    for (String topic : List.of("tweets", "tweets-dead")) {
      kafka.forEach(topic, site, record -> arrived.add(DeliveredLines.fingerprint(record.value())));
    }
    return arrived;
  }

  /** Returns the lines of {@code expected} that are missing in Kafka. */
  static Set<ByteString> missing(
      KafkaContents kafka, String site, Collection<ByteString> expected) {
    Set<ByteString> missing = new HashSet<>(expected);
    missing.removeAll(of(kafka, site));
    return missing;
  }

  /** Returns the authors whose posts first arrived in another order than that of their delivery. */
  static List<String> outOfOrder(KafkaContents kafka, String site, List<ByteString> delivered) {
    Map<ByteString, Integer> places = new HashMap<>();
    for (int place = 0; place < delivered.size(); place++) {
      places.putIfAbsent(delivered.get(place), place);
    }
    List<String> outOfOrder = new ArrayList<>();
    Map<ByteString, Integer> lastOfAuthor = new HashMap<>();
    kafka.forEach(
        "tweets",
        site,
        record -> {
          // Removed: later duplicates are irrelevant to the order.
          Integer place = places.remove(DeliveredLines.fingerprint(record.value()));
          ByteString author = ByteString.of(record.key());
          if (place != null && lastOfAuthor.getOrDefault(author, -1) > place) {
            outOfOrder.add(author.utf8());
          }
          if (place != null) {
            lastOfAuthor.merge(author, place, Math::max);
          }
        });
    return outOfOrder;
  }
}
