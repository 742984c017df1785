package io.evilnet.ingest.run;

import io.evilnet.ingest.place.PlaceSettings;
import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.ingest.spool.SpoolSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Settings of an ingest process.
 *
 * @param site label of this collector, in a header of each post; 1 to 64 letters, digits, dots,
 *     hyphens and underscores
 * @param http address of health and metrics; port 0 selects a free one
 * @param sources the connections, at least one, with unique names
 * @param reconnectTimeout time for a lost connection to be re-established before the process is not
 *     ready, 0 or more
 * @param spool settings of the spool
 * @param publisher settings of the producer
 * @param places settings of the resolution of places
 * @param maxPostsPerDay posts per day, UTC, after which reading stops; {@link Long#MAX_VALUE} for
 *     no limit
 * @param estimateMissed whether X's counts of the posts created in gaps are requested
 */
public record IngestSettings(
    String site,
    InetSocketAddress http,
    List<StreamSource> sources,
    Duration reconnectTimeout,
    SpoolSettings spool,
    PublisherSettings publisher,
    PlaceSettings places,
    long maxPostsPerDay,
    boolean estimateMissed) {

  private static final Duration MAX_RECONNECT_TIMEOUT = Duration.ofDays(365);

  public IngestSettings {
    if (maxPostsPerDay < 1) {
      throw new IllegalArgumentException(
          "max-posts-per-day must be 1 or more, but is " + maxPostsPerDay);
    }
    if (reconnectTimeout.isNegative() || reconnectTimeout.compareTo(MAX_RECONNECT_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "disconnected-at-most must be 0s to 365d, but is " + reconnectTimeout);
    }
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("at least one stream is required");
    }
  }
}
