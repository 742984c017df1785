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

/** What of the lines that were handed over is in Kafka. */
final class Arrivals {

  private Arrivals() {}

  /** The fingerprints of all lines of a site, posts and dead letters. */
  static Set<ByteString> of(KafkaContents kafka, String site) {
    Set<ByteString> arrived = new HashSet<>();
    for (String topic : List.of("tweets", "tweets-dead")) {
      kafka.forEach(topic, site, record -> arrived.add(HandedOver.fingerprint(record.value())));
    }
    return arrived;
  }

  /** Those of {@code wanted} that are not there. */
  static Set<ByteString> missing(KafkaContents kafka, String site, Collection<ByteString> wanted) {
    Set<ByteString> missing = new HashSet<>(wanted);
    missing.removeAll(of(kafka, site));
    return missing;
  }

  /**
   * The authors whose posts did not arrive for the first time in the order in which they were
   * handed over.
   */
  static List<String> outOfOrder(KafkaContents kafka, String site, List<ByteString> handedOver) {
    Map<ByteString, Integer> places = new HashMap<>();
    for (int place = 0; place < handedOver.size(); place++) {
      places.putIfAbsent(handedOver.get(place), place);
    }
    List<String> outOfOrder = new ArrayList<>();
    Map<ByteString, Integer> lastOfAuthor = new HashMap<>();
    kafka.forEach(
        "tweets",
        site,
        record -> {
          // Removed: what comes again says nothing about order.
          Integer place = places.remove(HandedOver.fingerprint(record.value()));
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
