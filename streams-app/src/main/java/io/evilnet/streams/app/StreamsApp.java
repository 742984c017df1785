package io.evilnet.streams.app;

import static java.util.stream.Collectors.toSet;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.SketchKeys;
import io.evilnet.platform.metrics.CertificateMeters;
import io.evilnet.platform.settings.StreamOptions;
import io.evilnet.platform.topics.Topic;
import io.evilnet.platform.topics.Topics;
import io.evilnet.store.table.CountingSource;
import io.evilnet.store.table.CountingSources;
import io.evilnet.streams.api.QueryApi;
import io.evilnet.streams.consumer.InstanceConflict;
import io.evilnet.streams.gaps.GapsSink;
import io.evilnet.streams.http.Health;
import io.evilnet.streams.http.HealthMeters;
import io.evilnet.streams.http.HttpServer;
import io.evilnet.streams.live.CountChange;
import io.evilnet.streams.live.CountsFeed;
import io.evilnet.streams.metrics.LagMeters;
import io.evilnet.streams.metrics.OutcomeMeters;
import io.evilnet.streams.metrics.ProcessMeters;
import io.evilnet.streams.ranking.RankingRefresh;
import io.evilnet.streams.sink.CountsSink;
import io.evilnet.streams.sink.SinkSettings;
import io.evilnet.streams.store.CassandraLink;
import io.evilnet.streams.topology.Backlog;
import io.evilnet.streams.topology.CityCountSettings;
import io.evilnet.streams.topology.CityCountTopology;
import io.evilnet.streams.unusual.Comparison;
import io.evilnet.streams.unusual.UnusualMeters;
import io.evilnet.streams.unusual.UnusualRefresh;
import io.evilnet.streams.unusual.Webhook;
import io.evilnet.streams.unusual.WebhookSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;

/**
 * Runs the process: counts tweets, writes the counts to Cassandra, updates the ranking, serves HTTP
 * and reports its health. Requires Kafka at the start, but not Cassandra.
 */
public final class StreamsApp implements AutoCloseable {

  /** Longer than the time in which a sent record can be lost. */
  private static final Duration RETIRE_DELAY = StreamsProperties.DELIVERY_TIMEOUT.plusMinutes(1);

  /**
   * Maximum delay of the other parts after a start, for a faster catch-up of the counting; bounded,
   * so that health is served during a long restoration.
   */
  private static final Duration HEAD_START = Duration.ofSeconds(5);

  private final StreamsAppSettings settings;
  private final ProcessMeters meters = new ProcessMeters();
  private final CassandraLink cassandra;
  private final CassandraLink reading;
  private final CountsSink sink;
  private final RankingRefresh ranking;
  private final QueryApi api;
  private final Optional<Webhook> webhook;
  private final UnusualMeters unusualMeters = new UnusualMeters(meters.registry());
  private final UnusualRefresh unusual;
  private final CountsFeed feed;
  private final GapsSink gaps;
  private final LagMeters lag;
  private final HttpServer http;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile String topicId = "";
  private final InstanceConflict sinkConflict;
  private volatile StreamsRunner runner;
  private boolean isHttpStarted;

  public StreamsApp(StreamsAppSettings settings) {
    this.settings = settings;
    this.cassandra = new CassandraLink(settings.cassandra());
    this.reading =
        settings.reading().equals(settings.cassandra())
            ? cassandra
            : new CassandraLink(settings.reading());
    this.sinkConflict = new InstanceConflict(settings.processing().instance(), 1);
    this.sink =
        new CountsSink(
            sinkSettings(settings),
            cassandra,
            this::recordSource,
            meters.registry(),
            this::sinkFailed);
    this.api =
        new QueryApi(
            reading, settings.rules().window(), settings.rules().grace(), settings.simulated());
    this.ranking = new RankingRefresh(settings.ranking(), cassandra, api::lastHour);
    WebhookSettings report = settings.webhook();
    this.webhook = report.url().map(url -> new Webhook(url, report.coolDown(), cassandra));
    this.unusual =
        new UnusualRefresh(
            reading,
            settings.rules().window(),
            settings.rules().grace(),
            settings.cassandra().countsTtl(),
            this::compared);
    this.gaps = new GapsSink(settings.kafka(), Topics.INGEST_GAPS, cassandra, meters.registry());
    this.feed = new CountsFeed(settings.kafka(), totals(settings), this::changed);
    this.lag =
        new LagMeters(
            settings.kafka(),
            List.of(
                new LagMeters.Group(settings.processing().applicationId(), Topics.TWEETS.name()),
                new LagMeters.Group(sinkSettings(settings).group(), totals(settings).name())),
            settings.topics().partitions(),
            meters.registry());
    Health health =
        new Health(new PartsHealth(this::streamsState, sink, cassandra, reading).parts());
    new HealthMeters(health).bindTo(meters.registry());
    certificates(settings).bindTo(meters.registry());
    this.http =
        new HttpServer(
            settings.access(),
            health,
            new ProcessLiveness(
                List.of(this::stalled, sink::stalled, feed::stalled, gaps::stalled)),
            meters.registry(),
            api::addTo);
  }

  /**
   * Runs until {@link #stop}.
   *
   * @throws IllegalArgumentException if the settings are invalid for these topics
   * @throws org.apache.kafka.streams.errors.StreamsException if stream processing has failed
   */
  public void run() throws InterruptedException {
    KafkaReadiness kafka =
        new KafkaReadiness(
            settings.kafka(), settings.topics(), settings.processing().applicationId());
    if (!kafka.isReady()) {
      startHttp();
      if (!kafka.await(stop)) {
        return;
      }
    }
    topicId = kafka.tweetsId();
    Properties properties = StreamsProperties.of(settings);
    try (KafkaBacklog backlog = new KafkaBacklog(settings.kafka());
        KafkaSketchKeys sketchKeys = new KafkaSketchKeys(settings.kafka());
        StreamsRunner counting = counting(properties, backlog, sketchKeys)) {
      runner = counting;
      if (stop.getCount() > 0) {
        counting.start();
        counting.awaitRunning(HEAD_START);
        startHttp();
        sink.start();
        ranking.start();
        unusual.start();
        feed.start();
        gaps.start();
        lag.start();
        counting.awaitEnd();
      }
    }
  }

  private static CertificateMeters certificates(StreamsAppSettings settings) {
    CertificateMeters certificates =
        new CertificateMeters()
            .with("kafka-ca", settings.kafka().access())
            .with("cassandra-ca", settings.cassandra().access());
    settings
        .access()
        .identity()
        .ifPresent(identity -> certificates.with("api-identity", identity.file()));
    return certificates;
  }

  /** Connects to Cassandra and starts to serve HTTP. */
  private void startHttp() {
    if (isHttpStarted) {
      return;
    }
    isHttpStarted = true;
    http.start(settings.http());
    cassandra.start();
    if (reading != cassandra) {
      reading.start();
    }
  }

  /** Makes {@link #run} return; called by another thread. */
  public void stop() {
    stop.countDown();
    StreamsRunner counting = runner;
    if (counting != null) {
      counting.close();
    }
  }

  /** Returns the port of the HTTP server. */
  public int httpPort() {
    return http.port();
  }

  @Override
  public void close() {
    lag.close();
    gaps.close();
    feed.close();
    unusual.close();
    ranking.close();
    sink.close();
    api.close();
    reading.close();
    cassandra.close();
    http.close();
    meters.close();
  }

  private void compared(Comparison comparison) {
    unusualMeters.compared(comparison);
    api.compared(comparison);
    webhook.ifPresent(receiver -> receiver.compared(comparison));
  }

  private void changed(Collection<CountChange> changes) {
    api.changed(changes);
    unusual.changed(changes.stream().map(CountChange::windowStart).collect(toSet()));
  }

  private Optional<String> stalled() {
    StreamsRunner counting = runner;
    return counting == null ? Optional.empty() : counting.stalled();
  }

  private void sinkFailed(Throwable failure) {
    StreamsRunner counting = runner;
    sinkConflict.record(failure).filter(conflict -> counting != null).ifPresent(counting::end);
  }

  private State streamsState() {
    StreamsRunner counting = runner;
    return counting == null ? State.CREATED : counting.state();
  }

  private StreamsRunner counting(Properties properties, Backlog backlog, SketchKeys sketchKeys) {
    CountingClients clients = new CountingClients(meters.registry());
    CityCountSettings counting =
        new CityCountSettings(
            settings.rules(),
            settings.processing().emitInterval(),
            RETIRE_DELAY,
            settings.topics().retention(),
            topicId,
            settings.processing().applicationId());
    Topology topology =
        new CityCountTopology(
                counting, new OutcomeMeters(meters.registry()), backlog, sketchKeys, clients)
            .build(new TopologyConfig(new StreamsConfig(properties)));
    return new StreamsRunner(
        topology, properties, settings.processing(), clients, meters.registry());
  }

  private void recordSource(CqlSession session, String keyspace) {
    CountingSource source =
        new CountingSource(settings.processing().applicationId(), topicId, settings.rules());
    var unused =
        new CountingSources(session, keyspace)
            .record(settings.processing().instance(), source, settings.rules(), Instant.now());
  }

  private static Topic<CityWindow, CityCounts> totals(StreamsAppSettings settings) {
    return Topics.cityCounts(settings.processing().applicationId());
  }

  private static SinkSettings sinkSettings(StreamsAppSettings settings) {
    return new SinkSettings(
        settings.kafka(),
        totals(settings),
        StreamOptions.sinkGroup(settings.processing().applicationId()),
        settings.processing().instance(),
        settings.processing().sessionTimeout());
  }
}
