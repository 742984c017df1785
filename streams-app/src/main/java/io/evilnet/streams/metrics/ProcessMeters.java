package io.evilnet.streams.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.regex.Pattern;

/** The registry of the process, with the JVM's meters. */
public final class ProcessMeters implements AutoCloseable {

  /** Of the hundreds of meters that Kafka's clients have, those that answer a question. */
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
  private final JvmGcMetrics gc = new JvmGcMetrics();

  public ProcessMeters() {
    registry
        .config()
        .meterFilter(
            MeterFilter.deny(
                id -> id.getName().startsWith("kafka.") && !KAFKA.matcher(id.getName()).matches()));
    List<MeterBinder> binders =
        List.of(
            new ClassLoaderMetrics(),
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            gc);
    binders.forEach(binder -> binder.bindTo(registry));
  }

  /** Where all parts of the process register what they show. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
