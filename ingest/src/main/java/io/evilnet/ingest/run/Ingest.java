package io.evilnet.ingest.run;

import io.evilnet.infra.metrics.CertificateMeters;
import io.evilnet.ingest.gap.GapLedger;
import io.evilnet.ingest.gap.GapRecorder;
import io.evilnet.ingest.publish.TweetPublisher;
import io.evilnet.ingest.spool.Spool;
import io.evilnet.ingest.spool.SpoolClosedException;
import io.evilnet.ingest.x.ReconnectPause;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamReader;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ingest process: readers that take what the streams give into the spool, and a sender that
 * brings it from there to Kafka. Neither waits for the other.
 */
public final class Ingest implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(3);
  private static final Duration LONGEST_JOIN = Duration.ofSeconds(4);

  private final IngestSettings settings;
  private final IngestMetrics metrics = new IngestMetrics();
  private final GapLedger gaps;
  private final Spool spool;
  private final RefusedLetters refusedLetters;
  private final SpoolSender sender;
  private final StreamReaders readers;
  private final IngestHttp http;
  private final Thread senderThread;

  /**
   * Opens the spool; nothing runs yet.
   *
   * @throws IOException if the spool cannot be used
   */
  public Ingest(IngestSettings settings) throws IOException {
    this(settings, ReconnectPause.REAL);
  }

  Ingest(IngestSettings settings, ReconnectPause pause) throws IOException {
    this.settings = settings;
    this.spool = Spool.open(settings.spool());
    Clock clock = Clock.systemUTC();
    // Beside the spool: the ledger is about the same connection and has to outlive the process too.
    this.gaps =
        GapLedger.open(
            settings.site(),
            settings.spool().directory().toAbsolutePath().resolveSibling("gaps.json"),
            settings.publisher().kafka(),
            clock);
    Map<String, StreamReader> connections = new LinkedHashMap<>();
    List<StreamHealth> healths = new ArrayList<>();
    for (StreamSource source : settings.sources()) {
      GapRecorder recorder = gaps.connection(source.name());
      StreamHealth health = new StreamHealth(source.name(), metrics, recorder);
      SpoolSink sink = new SpoolSink(spool, settings.site(), metrics, recorder, clock);
      connections.put(
          source.name(), new StreamReader(source.x(), source.rules(), sink, health, pause));
      healths.add(health);
    }
    this.readers = new StreamReaders(connections);
    metrics.watch(new CertificateMeters().with("kafka-ca", settings.publisher().kafka().access()));
    metrics.watch(gaps);
    metrics.watch(spool, settings.spool().maxBytes());
    metrics.watch(healths);
    this.refusedLetters =
        new RefusedLetters(settings.spool().directory().resolve("refused"), metrics);
    metrics.watch(refusedLetters);
    this.sender =
        new SpoolSender(
            spool, () -> new TweetPublisher(settings.publisher()), refusedLetters, metrics);
    metrics.watch(sender, clock);
    this.senderThread = new Thread(sender, "spool-sender");
    Readiness readiness =
        new Readiness(healths, settings.patience(), spool, sender, refusedLetters);
    metrics.watch(readiness);
    Liveness liveness =
        new Liveness(Map.of("spool-sender", sender::sinceAlive, "gap-ledger", gaps::sinceAlive));
    this.http = new IngestHttp(liveness, readiness, metrics);
  }

  /**
   * Runs until it is stopped or X refuses for good.
   *
   * @return why it is over
   * @throws IOException if the spool failed
   */
  public StreamEnd run() throws IOException, InterruptedException {
    http.start(settings.http());
    LOG.info("Ingest of site {} serves health and metrics on port {}", settings.site(), port());
    senderThread.start();
    gaps.start();
    try {
      return readers.run();
    } catch (SpoolClosedException e) {
      return new StreamEnd.Stopped();
    }
  }

  /** Where health and metrics are served. */
  public int port() {
    return http.port();
  }

  /** Ends {@link #run()} soon; may be called from any thread. */
  public void stop() {
    readers.stop();
    spool.stopAccepting();
  }

  /**
   * Sends what is left, within a few seconds; what Kafka has not got by then stays in the spool.
   */
  @Override
  public void close() throws IOException {
    stop();
    readers.close();
    sender.drain(LONGEST_DRAIN);
    gaps.close();
    try {
      senderThread.join(LONGEST_JOIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
    LOG.info("Ingest has ended; {} bytes are left in the spool", spool.status().lagBytes());
    refusedLetters.close();
    spool.close();
    metrics.close();
  }
}
