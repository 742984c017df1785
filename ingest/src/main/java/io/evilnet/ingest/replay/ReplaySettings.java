package io.evilnet.ingest.replay;

import static java.util.Objects.requireNonNull;

import io.evilnet.core.CountingRules;
import io.evilnet.ingest.publish.PublisherSettings;
import java.util.OptionalDouble;

/**
 * What is replayed, and how.
 *
 * @param file a path, or {@code -} for standard input
 * @param postsPerSecond the rate; as fast as possible when empty
 * @param site label that each post carries
 * @param publisher how the posts are written to Kafka
 * @param rules by which the stream counts: they tell which posts come late
 * @param showProgress whether a bar is drawn on standard error
 */
public record ReplaySettings(
    String file,
    OptionalDouble postsPerSecond,
    String site,
    PublisherSettings publisher,
    CountingRules rules,
    boolean showProgress) {

  public ReplaySettings {
    requireNonNull(publisher, "publisher");
    requireNonNull(site, "site");
    requireNonNull(rules, "rules");
    if (file.isBlank()) {
      throw new IllegalArgumentException("the file to replay must be named; - is standard input");
    }
    postsPerSecond.ifPresent(
        rate -> {
          if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException(
                "rate must be above 0 posts per second, but is " + rate);
          }
        });
  }
}
