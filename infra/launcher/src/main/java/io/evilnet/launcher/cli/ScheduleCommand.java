package io.evilnet.launcher.cli;

import io.evilnet.launcher.cluster.SparkJob;
import io.evilnet.launcher.job.JobProcess;
import io.evilnet.launcher.job.MetricsServer;
import io.evilnet.launcher.job.Readiness;
import io.evilnet.launcher.job.Repetition;
import io.evilnet.launcher.job.RunMeters;
import io.evilnet.launcher.job.RunReport;
import io.evilnet.platform.lifecycle.Termination;
import io.evilnet.platform.metrics.JvmMeters;
import io.evilnet.platform.settings.CountingOptions;
import io.evilnet.platform.settings.HostPort;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The process {@code schedule}: {@code backfill --every}, or {@code validate --every} without
 * repair, of the last closed windows, with its settings and metrics.
 */
@Command(
    name = "schedule",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Validates and repairs closed windows on a schedule.")
final class ScheduleCommand implements Callable<Integer> {
  @Mixin private CountingOptions counting;
  @Mixin private SubmissionOptions submission;

  @Option(
      names = "--validate-every",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description =
          "Interval of the validations of closed windows, aligned to UTC"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration every;

  @Option(
      names = "--validate-span",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description =
          "Time range of each validation, up to the last closed window; up to twice as long after a start,"
              + " or after a run that failed or was missed (default: ${DEFAULT-VALUE}).")
  private Duration span;

  @Option(
      names = "--validate-repair",
      paramLabel = "true|false",
      defaultValue = "true",
      arity = "1",
      description =
          "Repair differences in windows whose posts are all retained"
              + " (default: ${DEFAULT-VALUE}).")
  private boolean repair;

  @Option(
      names = "--schedule-http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8083",
      description = "HTTP address of health and metrics (default: ${DEFAULT-VALUE}).")
  private String http;

  /** End of the windows of the last complete run; null before the first run. */
  private Instant validatedUntil;

  private boolean isExtended;
  private boolean isExtensionIncomplete;

  @Override
  public Integer call() throws Exception {
    validate();
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    RunMeters meters = new RunMeters(registry, every, Instant.now());
    Readiness readiness = new Readiness(every, InstantSource.system());
    InetSocketAddress address = HostPort.parse(http);
    Path report = submission.reports().resolve("scheduled");
    try (Termination termination = Termination.listen();
        JvmMeters jvm = new JvmMeters();
        MetricsServer server =
            new MetricsServer(
                new InetSocketAddress(address.getHostString(), address.getPort()),
                readiness,
                registry)) {
      Repetition repetition =
          new Repetition("validate-every", every, InstantSource.system(), termination::await);
      jvm.bindTo(registry);
      server.start();
      JobProcess job = new JobProcess(termination);
      repetition.run(
          due -> {
            List<String> arguments = arguments(due);
            int exitCode = job.repeat(arguments, submission.process(arguments), report);
            ended(due, exitCode != SparkJob.FAILED && RunReport.in(report).isComplete());
            return exitCode;
          },
          run -> {
            readiness.ended(run);
            meters.ended(run, report);
          });
    }
    return 0;
  }

  private void validate() {
    if (span.isNegative() || span.isZero()) {
      throw new IllegalArgumentException("validate-span must be more than 0, but is " + span);
    }
    counting.rules(); // throws if they are invalid
  }

  /**
   * Records the end of the run for the windows that were closed at {@code now}.
   *
   * @param isComplete true if the run has compared all of them
   */
  void ended(Instant now, boolean isComplete) {
    if (isComplete) {
      validatedUntil = counting.rules().firstOpenWindow(now);
    }
    isExtensionIncomplete = isExtended && !isComplete;
  }

  /**
   * Returns the command of the job for the windows that are closed at {@code now}: those of the
   * span, and those of the preceding span that no run of this process has compared. The latter are
   * excluded after a failed run that included them, which may have exceeded the memory of the
   * executors; those before the first run are included once.
   */
  List<String> arguments(Instant now) {
    Instant end = counting.rules().firstOpenWindow(now);
    Instant from = end.minus(span);
    if (validatedUntil == null) {
      validatedUntil = from;
      from = from.minus(span);
    } else {
      isExtended = validatedUntil.isBefore(from) && !isExtensionIncomplete;
      if (isExtended) {
        Instant earliest = from.minus(span);
        from = validatedUntil.isBefore(earliest) ? earliest : validatedUntil;
      }
    }
    return List.of(
        repair ? "backfill" : "validate",
        "--from=" + from,
        "--to=" + end,
        // The posts of this time range may have expired in Kafka.
        "--only-retained");
  }
}
