package io.evilnet.ingest.replay;

import io.evilnet.core.CountingRules;
import io.evilnet.ingest.place.PlaceSettings;
import io.evilnet.ingest.publish.PublisherSettings;
import java.util.OptionalDouble;

/**
 * Settings of a replay.
 *
 * @param file a path, or {@code -} for standard input
 * @param postsPerSecond the rate; unlimited if empty
 * @param site label of the posts
 * @param publisher settings of the producer
 * @param rules counting rules, which determine late posts
 * @param places settings of the resolution of places
 * @param showProgress whether a progress bar is shown on standard error
 */
public record ReplaySettings(
    String file,
    OptionalDouble postsPerSecond,
    String site,
    PublisherSettings publisher,
    CountingRules rules,
    PlaceSettings places,
    boolean showProgress) {

  public ReplaySettings {
    if (file.isBlank()) {
      throw new IllegalArgumentException("no file specified; use - for standard input");
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
