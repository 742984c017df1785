package io.evilnet.ingest.run;

import static java.util.Objects.requireNonNull;

import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.ingest.spool.SpoolSettings;
import io.evilnet.ingest.x.StreamRule;
import io.evilnet.ingest.x.XSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How an ingest process is run.
 *
 * @param site label of this collector, which each post carries
 * @param http where its health and metrics are served; port 0 takes a free one
 * @param sources the connections to make, at least one, each with a name of its own
 * @param patience how long a connection may be away before the process is not ready, 0 or more
 * @param spool how received lines are kept until Kafka has them
 * @param publisher how they are written to Kafka
 */
public record IngestSettings(
    String site,
    InetSocketAddress http,
    List<StreamSource> sources,
    Duration patience,
    SpoolSettings spool,
    PublisherSettings publisher) {

  public IngestSettings {
    requireNonNull(http, "http");
    requireNonNull(spool, "spool");
    requireNonNull(publisher, "publisher");
    if (patience.isNegative()) {
      throw new IllegalArgumentException(
          "disconnected-at-most must not be negative, but is " + patience);
    }
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("there must be a stream to read");
    }
    if (!site.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "site must be 1 to 64 letters, digits, '.', '-' and '_', but is '" + site + "'");
    }
  }

  /** One connection, named after its stream, without which the process is not ready. */
  public IngestSettings(
      String site,
      InetSocketAddress http,
      XSettings x,
      List<StreamRule> rules,
      SpoolSettings spool,
      PublisherSettings publisher) {
    this(
        site,
        http,
        List.of(new StreamSource(x.stream().name(), x, rules)),
        Duration.ZERO,
        spool,
        publisher);
  }
}
