package io.evilnet.streams.metrics;

import io.evilnet.platform.metrics.JvmMeters;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.regex.Pattern;

/** The registry of the process, with the JVM's meters. */
public final class ProcessMeters implements AutoCloseable {

  /** The exported meters, among hundreds of Kafka's clients. */
  private static final Pattern KAFKA =
      Pattern.compile(
          "kafka\\.("
              + "consumer\\.fetch\\.manager\\.records\\.(lag\\.max|consumed\\.(rate|total))"
              + "|consumer\\.coordinator\\.(assigned\\.partitions|rebalance\\.total)"
              + "|producer\\.(record\\.(send|error|retry)\\.total|request\\.latency\\.avg)"
              + "|producer\\.buffer\\.available\\.bytes"
              + "|stream\\.(alive|failed)\\.stream\\.threads(\\.total)?"
              + "|stream\\.thread\\.(process|poll|commit|punctuate)\\.(ratio|latency\\.max))");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmMeters jvm = new JvmMeters();

  public ProcessMeters() {
    registry
        .config()
        .meterFilter(
            MeterFilter.deny(
                id -> id.getName().startsWith("kafka.") && !KAFKA.matcher(id.getName()).matches()));
    jvm.bindTo(registry);
  }

  /** Returns the registry for all parts of the process. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    jvm.close();
    registry.close();
  }
}
