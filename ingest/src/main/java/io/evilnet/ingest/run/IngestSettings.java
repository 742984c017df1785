package io.evilnet.ingest.run;

import static java.util.Objects.requireNonNull;

import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.ingest.spool.SpoolSettings;
import io.evilnet.ingest.x.StreamRule;
import io.evilnet.ingest.x.XSettings;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * How an ingest process is run.
 *
 * @param site label of this collector, which each post carries
 * @param http where its health and metrics are served; port 0 takes a free one
 * @param x how X is reached
 * @param rules what is asked of X
 * @param spool how received lines are kept until Kafka has them
 * @param publisher how they are written to Kafka
 */
public record IngestSettings(
    String site,
    InetSocketAddress http,
    XSettings x,
    List<StreamRule> rules,
    SpoolSettings spool,
    PublisherSettings publisher) {

  public IngestSettings {
    requireNonNull(http, "http");
    requireNonNull(x, "x");
    requireNonNull(spool, "spool");
    requireNonNull(publisher, "publisher");
    rules = List.copyOf(rules);
    if (!site.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "site must be 1 to 64 letters, digits, '.', '-' and '_', but is '" + site + "'");
    }
  }
}
