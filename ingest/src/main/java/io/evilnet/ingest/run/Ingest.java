package io.evilnet.ingest.run;

import io.evilnet.ingest.gap.GapCounts;
import io.evilnet.ingest.gap.GapLedger;
import io.evilnet.ingest.gap.GapRecorder;
import io.evilnet.ingest.place.PlaceResolver;
import io.evilnet.ingest.publish.TweetPublisher;
import io.evilnet.ingest.spool.Spool;
import io.evilnet.ingest.spool.SpoolClosedException;
import io.evilnet.ingest.x.AccountUsage;
import io.evilnet.ingest.x.ReconnectPause;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamReader;
import io.evilnet.platform.metrics.CertificateMeters;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ingest process: readers append the streams' lines to the spool, and a sender delivers them to
 * Kafka, independently of each other.
 */
public final class Ingest implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(4);

  private final IngestSettings settings;
  private final IngestMetrics metrics = new IngestMetrics();
  private final GapLedger gaps;
  private final GapCounts gapCounts;
  private final Spool spool;
  private final RejectedDeadLetters rejectedDeadLetters;
  private final SpoolSender sender;
  private final StreamReaders readers;
  private final IngestHttp http;
  private final Thread senderThread;

  /**
   * Opens the spool without starting threads.
   *
   * @throws IOException if the spool cannot be opened
   */
  public Ingest(IngestSettings settings) throws IOException {
    this(settings, ReconnectPause.REAL);
  }

  Ingest(IngestSettings settings, ReconnectPause pause) throws IOException {
    this(settings, pause, Clock.systemUTC());
  }

  Ingest(IngestSettings settings, ReconnectPause pause, Clock clock) throws IOException {
    this.settings = settings;
    this.spool = Spool.open(settings.spool());
    // Next to the spool: the ledger covers the same connections and must survive restarts as well.
    this.gaps =
        GapLedger.open(
            settings.site(),
            settings.spool().directory().toAbsolutePath().resolveSibling("gaps.json"),
            settings.publisher().kafka(),
            clock);
    this.gapCounts = new GapCounts(gaps, countSources(settings), clock, pause);
    DailyPosts daily =
        new DailyPosts(
            settings.spool().directory().toAbsolutePath().resolveSibling("posts-of-day"),
            settings.maxPostsPerDay(),
            clock);
    PlaceResolver places =
        PlaceResolver.of(
            settings.places(), settings.spool().directory().toAbsolutePath().getParent(), clock);
    Map<String, StreamReader> connections = new LinkedHashMap<>();
    List<StreamHealth> healths = new ArrayList<>();
    for (StreamSource source : settings.sources()) {
      GapRecorder recorder = gaps.connection(source.name());
      StreamHealth health = new StreamHealth(source.name(), metrics, recorder);
      SpoolSink sink =
          new SpoolSink(spool, settings.site(), metrics, recorder, daily, places, clock);
      connections.put(
          source.name(), new StreamReader(source.x(), source.rules(), sink, health, pause, daily));
      healths.add(health);
    }
    this.readers = new StreamReaders(connections);
    metrics.watch(new CertificateMeters().with("kafka-ca", settings.publisher().kafka().access()));
    metrics.watch(gaps);
    metrics.watch(places);
    metrics.watch(spool, settings.spool().maxBytes());
    metrics.watch(healths);
    this.rejectedDeadLetters =
        new RejectedDeadLetters(settings.spool().directory().resolve("refused"), metrics);
    metrics.watch(rejectedDeadLetters);
    this.sender =
        new SpoolSender(
            spool, () -> new TweetPublisher(settings.publisher()), rejectedDeadLetters, metrics);
    metrics.watch(sender, clock);
    this.senderThread = new Thread(sender, "spool-sender");
    Readiness readiness =
        new Readiness(healths, settings.reconnectTimeout(), spool, sender, rejectedDeadLetters);
    metrics.watch(readiness);
    Liveness liveness =
        new Liveness(Map.of("spool-sender", sender::sinceAlive, "gap-ledger", gaps::sinceAlive));
    this.http = new IngestHttp(liveness, readiness, metrics);
  }

  /**
   * Runs until it is stopped or X rejects all connections permanently.
   *
   * @return the reason
   * @throws IOException if the spool failed
   */
  public StreamEnd run() throws IOException, InterruptedException {
    http.start(settings.http());
    LOG.info("Ingest of site {} serves health and metrics on port {}", settings.site(), port());
    senderThread.start();
    gaps.start();
    gapCounts.start();
    try {
      return readers.run();
    } catch (SpoolClosedException e) {
      return new StreamEnd.Stopped();
    }
  }

  private static Map<String, GapCounts.Source> countSources(IngestSettings settings) {
    Map<String, GapCounts.Source> sources = new HashMap<>();
    for (StreamSource source : settings.sources()) {
      if (settings.estimateMissed() && !source.rules().isEmpty()) {
        sources.put(
            source.name(),
            (from, to) -> {
              // A client for each gap: gaps are rare.
              try (AccountUsage usage = new AccountUsage(source.x())) {
                return usage.between(source.rules(), from, to);
              }
            });
      }
    }
    return sources;
  }

  /** Returns the port of health and metrics. */
  public int port() {
    return http.port();
  }

  /** Stops {@link #run()}; may be called from any thread. */
  public void stop() {
    readers.stop();
    spool.stopAccepting();
  }

  /** Delivers the remaining lines within a few seconds; undelivered lines stay in the spool. */
  @Override
  public void close() throws IOException {
    stop();
    readers.close();
    sender.drain(DRAIN_TIMEOUT);
    gapCounts.close();
    gaps.close();
    try {
      senderThread.join(JOIN_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
    LOG.info("Ingest stopped with {} undelivered bytes in the spool", spool.status().lagBytes());
    rejectedDeadLetters.close();
    spool.close();
    metrics.close();
  }
}
