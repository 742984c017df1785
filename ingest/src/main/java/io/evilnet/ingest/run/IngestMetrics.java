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
import java.util.function.Supplier;

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
      counter("evilnet.ingest.bytes", "Bytes received from the stream, without line ends");
  private final Counter connects =
      counter("evilnet.ingest.connects", "Connections established to the stream");
  private final Counter acknowledged =
      counter(
          "evilnet.ingest.acknowledged",
          "Lines acknowledged by Kafka, including redeliveries after a failure");
  private final Counter drained =
      counter(
          "evilnet.ingest.spool.drained.bytes",
          "Bytes of lines acknowledged by Kafka, including redeliveries after a failure");
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
    gauge("evilnet.ingest.spool.max.bytes", "Spool: maximum size on disk", () -> maxBytes);
    gauge("evilnet.ingest.spool.bytes", "Spool: Size on disk", () -> spool.status().bytes());
    gauge(
        "evilnet.ingest.spool.lag.bytes",
        "Spool: Unacknowledged bytes",
        () -> spool.status().lagBytes());
    gauge(
        "evilnet.ingest.spool.damaged.bytes",
        "Spool: Skipped corrupt bytes",
        () -> spool.status().damagedBytes());
    gauge(
        "evilnet.ingest.spool.blocked",
        "Spool: 1 while it accepts no lines because it is full",
        () -> spool.status().isBlocked() ? 1 : 0);
  }

  void watch(Readiness readiness) {
    gauge(
        "evilnet.ready",
        "1 while /health/ready returns 200",
        () -> readiness.reasons().isEmpty() ? 1 : 0);
  }

  void watch(SpoolSender sender, Clock clock) {
    gauge(
        "evilnet.ingest.spool.oldest.seconds",
        "Age of the oldest line that is not acknowledged by Kafka; 0 without any",
        () ->
            sender.oldest().map(at -> seconds(Duration.between(at, clock.instant()))).orElse(0.0));
  }

  void watch(GapLedger ledger) {
    gauge("evilnet.ingest.gap.open", "1 while a connection is lost", () -> ledger.isOpen() ? 1 : 0);
    FunctionCounter.builder("evilnet.ingest.gaps", ledger, GapLedger::gaps)
        .description("Gaps of connections, including the one before the start")
        .register(registry);
  }

  void watch(PlaceResolver places) {
    for (Resolution resolution : Resolution.values()) {
      FunctionCounter.builder("evilnet.ingest.places", places, p -> p.posts(resolution))
          .description("Received posts, by the resolution of their place to a city")
          .tag("resolution", resolution.label())
          .register(registry);
    }
  }

  void watch(List<StreamHealth> connections) {
    gauge(
        "evilnet.ingest.connected",
        "1 while all connections to the stream are established",
        () -> connections.stream().allMatch(StreamHealth::isConnected) ? 1 : 0);
    gauge(
        "evilnet.ingest.quota.exhausted",
        "1 while reading has stopped because of credits, usage cap or daily limit",
        () -> connections.stream().anyMatch(StreamHealth::isQuotaExhausted) ? 1 : 0);
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
    counter(
            "evilnet.ingest.disconnects",
            "Connections that ended or failed, by cause",
            "cause",
            cause)
        .increment();
  }

  void acknowledged(long lineBytes) {
    acknowledged.increment();
    drained.increment((double) lineBytes);
  }

  void deliveryFailed(Exception cause) {
    counter(
            "evilnet.ingest.delivery.failures",
            "Failures of the producer after which it was replaced, by error",
            "error",
            cause.getClass().getSimpleName())
        .increment();
  }

  /**
   * Counts a record that Kafka rejected permanently.
   *
   * @param outcome of the line: kept, replaced by a dead letter, set-aside, or dropped
   */
  void refused(Refusal refusal, String outcome) {
    counter(
            "evilnet.ingest.refused",
            "Records that Kafka rejected permanently, by reason and outcome",
            "reason",
            refusal.label(),
            "outcome",
            outcome)
        .increment();
  }

  void watch(RejectedDeadLetters letters) {
    gauge(
        "evilnet.ingest.refused.bytes",
        "Dead letters kept on disk until Kafka accepts them",
        letters::bytes);
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
    return counter("evilnet.ingest.lines", "Lines received from the stream, by kind", "kind", kind);
  }

  private Counter deadLetters(Reason reason) {
    return counter(
        "evilnet.ingest.dead",
        "Received lines that are dead letters, by reason",
        "reason",
        reason.label());
  }

  private Counter counter(String name, String description, String... tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }
}
