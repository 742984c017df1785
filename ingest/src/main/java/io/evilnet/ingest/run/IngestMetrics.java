package io.evilnet.ingest.run;

import io.evilnet.core.KeepAlive;
import io.evilnet.core.Malformed;
import io.evilnet.core.Malformed.Reason;
import io.evilnet.core.SnowflakeId;
import io.evilnet.core.StreamLine;
import io.evilnet.core.StreamMessage;
import io.evilnet.core.Tweet;
import io.evilnet.ingest.gap.GapLedger;
import io.evilnet.ingest.place.PlaceResolver;
import io.evilnet.ingest.place.PlaceResolver.Resolution;
import io.evilnet.ingest.publish.Refusal;
import io.evilnet.ingest.spool.Spool;
import io.evilnet.ingest.spool.SpoolStatus;
import io.evilnet.platform.metrics.CertificateMeters;
import io.evilnet.platform.metrics.JvmMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Metrics of ingest. */
final class IngestMetrics implements AutoCloseable {

  private static final double MILLIS_PER_SECOND = 1_000;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final JvmMeters jvm = new JvmMeters();

  private final Counter posts = lines("post");
  private final Counter messages = lines("message");
  private final Counter keepAlives = lines("keep-alive");
  private final Counter deadLetters = lines("dead");
  private final Counter bytes =
      Counter.builder("evilnet.ingest.bytes")
          .description("Bytes received from the stream, without line ends")
          .register(registry);
  private final Counter connects =
      Counter.builder("evilnet.ingest.connects")
          .description("Connections established to the stream")
          .register(registry);
  private final Counter acknowledged =
      Counter.builder("evilnet.ingest.acknowledged")
          .description("Lines acknowledged by Kafka, including redeliveries after a failure")
          .register(registry);
  private final Counter drained =
      Counter.builder("evilnet.ingest.spool.drained.bytes")
          .description(
              "Bytes of lines acknowledged by Kafka, including redeliveries after a failure")
          .register(registry);
  private final Timer delay =
      Timer.builder("evilnet.ingest.delay")
          .description("Time from the creation of a post's first version to its receipt")
          .publishPercentiles(0.5, 0.99)
          .register(registry);

  IngestMetrics() {
    jvm.bindTo(registry);
    for (Reason reason : Reason.values()) {
      deadLetters(reason);
    }
  }

  /** Exports the expiry of certificates. */
  void watch(CertificateMeters certificates) {
    certificates.bindTo(registry);
  }

  /**
   * Exports the state of the spool.
   *
   * @param maxBytes maximum size on disk
   */
  void watch(Spool spool, long maxBytes) {
    Gauge.builder("evilnet.ingest.spool.max.bytes", () -> maxBytes)
        .description("Spool: maximum size on disk")
        .register(registry);
    gauge(spool, "evilnet.ingest.spool.bytes", "Size on disk", SpoolStatus::bytes);
    gauge(spool, "evilnet.ingest.spool.lag.bytes", "Unacknowledged bytes", SpoolStatus::lagBytes);
    gauge(
        spool,
        "evilnet.ingest.spool.damaged.bytes",
        "Skipped corrupt bytes",
        SpoolStatus::damagedBytes);
    gauge(
        spool,
        "evilnet.ingest.spool.blocked",
        "1 while no lines are accepted for lack of space",
        status -> status.isBlocked() ? 1 : 0);
  }

  void watch(Readiness readiness) {
    Gauge.builder("evilnet.ready", readiness, r -> r.reasons().isEmpty() ? 1 : 0)
        .description("1 while /health/ready returns 200")
        .register(registry);
  }

  void watch(SpoolSender sender, Clock clock) {
    Gauge.builder(
            "evilnet.ingest.spool.oldest.seconds",
            sender,
            s -> s.oldest().map(at -> seconds(Duration.between(at, clock.instant()))).orElse(0.0))
        .description("Age of the oldest line that is not acknowledged by Kafka; 0 without any")
        .register(registry);
  }

  void watch(GapLedger ledger) {
    Gauge.builder("evilnet.ingest.gap.open", ledger, l -> l.isOpen() ? 1 : 0)
        .description("1 while a connection is lost")
        .register(registry);
    FunctionCounter.builder("evilnet.ingest.gaps", ledger, GapLedger::gaps)
        .description("Gaps of connections, including the one before the start")
        .register(registry);
  }

  void watch(PlaceResolver places) {
    for (Resolution resolution : Resolution.values()) {
      FunctionCounter.builder("evilnet.ingest.places", places, p -> p.posts(resolution))
          .description("Received posts, by the way in which their place was resolved to a city")
          .tag("resolution", resolution.label())
          .register(registry);
    }
  }

  void watch(List<StreamHealth> connections) {
    Gauge.builder(
            "evilnet.ingest.connected",
            connections,
            all -> all.stream().allMatch(StreamHealth::isConnected) ? 1 : 0)
        .description("1 while all connections to the stream are established")
        // No other reference to the list exists: after garbage collection the gauge would have no
        // value.
        .strongReference(true)
        .register(registry);
    Gauge.builder(
            "evilnet.ingest.quota.exhausted",
            connections,
            all -> all.stream().anyMatch(StreamHealth::isQuotaExhausted) ? 1 : 0)
        .description("1 while reading has stopped because of credits, usage cap or daily limit")
        .strongReference(true)
        .register(registry);
  }

  void received(StreamLine line, long lineBytes, Instant receivedAt) {
    bytes.increment((double) lineBytes);
    if (line instanceof Tweet tweet) {
      posts.increment();
      long age = receivedAt.toEpochMilli() - SnowflakeId.timeOf(tweet.id()).toEpochMilli();
      delay.record(Math.max(0, age), TimeUnit.MILLISECONDS);
    } else if (line instanceof Malformed malformed) {
      deadLetters.increment();
      deadLetters(malformed.reason()).increment();
    } else if (line instanceof StreamMessage) {
      messages.increment();
    } else if (line instanceof KeepAlive) {
      keepAlives.increment();
    }
  }

  void connected() {
    connects.increment();
  }

  void disconnected(String cause) {
    Counter.builder("evilnet.ingest.disconnects")
        .description("Connections that ended or failed, by cause")
        .tag("cause", cause)
        .register(registry)
        .increment();
  }

  void acknowledged(long lineBytes) {
    acknowledged.increment();
    drained.increment((double) lineBytes);
  }

  void deliveryFailed(Exception cause) {
    Counter.builder("evilnet.ingest.delivery.failures")
        .description("Failures of the producer after which it was replaced, by error")
        .tag("error", cause.getClass().getSimpleName())
        .register(registry)
        .increment();
  }

  /**
   * Counts a record that Kafka rejected permanently.
   *
   * @param outcome of the line: kept, replaced by a dead letter, set-aside, or dropped
   */
  void refused(Refusal refusal, String outcome) {
    Counter.builder("evilnet.ingest.refused")
        .description("Records that Kafka rejected permanently, by reason and outcome")
        .tag("reason", refusal.label())
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  void watch(RejectedDeadLetters letters) {
    Gauge.builder("evilnet.ingest.refused.bytes", letters, RejectedDeadLetters::bytes)
        .description("Dead letters kept on disk until Kafka accepts them")
        .register(registry);
  }

  /** Returns all metrics in Prometheus' text format. */
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    jvm.close();
    registry.close();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS_PER_SECOND;
  }

  private Counter lines(String kind) {
    return Counter.builder("evilnet.ingest.lines")
        .description("Lines received from the stream, by kind")
        .tag("kind", kind)
        .register(registry);
  }

  private Counter deadLetters(Reason reason) {
    return Counter.builder("evilnet.ingest.dead")
        .description("Received lines that are dead letters, by reason")
        .tag("reason", reason.label())
        .register(registry);
  }

  private void gauge(
      Spool spool, String name, String description, ToDoubleFunction<SpoolStatus> value) {
    Gauge.builder(name, spool, s -> value.applyAsDouble(s.status()))
        .description("Spool: " + description)
        .register(registry);
  }
}
