package io.evilnet.backfill.cli;

import io.evilnet.backfill.job.JobSettings;
import io.evilnet.backfill.job.Mode;
import io.evilnet.backfill.job.SettingsMismatch;
import io.evilnet.core.CountingRules;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.kafka.KafkaOptions;
import io.evilnet.platform.security.Authorities;
import io.evilnet.platform.settings.CountingOptions;
import io.evilnet.platform.settings.EvilnetCommand;
import io.evilnet.platform.settings.RangeOptions;
import io.evilnet.platform.settings.StreamOptions;
import io.evilnet.store.session.CassandraOptions;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.store.table.CountingSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of validation and backfill. */
public final class JobOptions {

  /** The counting options of the stream, without the command line of this command. */
  @Command
  private static final class StreamCounting {
    @Mixin private CountingOptions counting;
  }

  @Mixin private RangeOptions range;
  @Mixin private KafkaOptions kafka;
  @Mixin private StreamOptions stream;
  @Mixin private CassandraOptions cassandra;
  @Mixin private CountingOptions counting;

  @Option(
      names = "--only-retained",
      description =
          "Succeed even if no window can be counted; for a range relative to the current time.")
  private boolean onlyRetained;

  @Option(
      names = "--repeated",
      hidden = true,
      description = "Run of --every: the last hour by default, and --only-retained if possible.")
  private boolean repeated;

  @Option(
      names = "--trust-kafka",
      description =
          "Include windows that started before the first retained post. Use only if none of their posts was deleted or lost; otherwise counts are lowered and rows are deleted.")
  private boolean trustKafka;

  @Option(
      names = "--into",
      paramLabel = "NAME",
      description =
          "Keyspace for the counts, instead of the stream's; created if it does not exist. Required if --window, --retweet-kinds, --countries, --assume-country or --max-ahead differ from the stream's.")
  private String into;

  @Option(
      names = "--cassandra-truststore",
      paramLabel = "FILE",
      description =
          "Trust store with the CA certificates of --cassandra-ca, PKCS #12 without a password, at this path on every worker (default: the file of --cassandra-ca with .p12 in place of .pem).")
  private Path trustStore;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "evilnet-report",
      description = "Directory for report.json and report.html (default: ${DEFAULT-VALUE}).")
  private Path report;

  @Option(
      names = "--worker-within",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description =
          "Maximum time to wait for the Spark master, and for a worker with free resources (default: ${DEFAULT-VALUE}).")
  private Duration workerWithin;

  /**
   * Returns the validated settings of the job.
   *
   * @param environment environment variables with the settings of the stream
   */
  public JobSettings settings(Mode mode, Instant now, Map<String, String> environment) {
    CountingRules rules = counting.rules();
    CassandraSettings live = cassandra.settings();
    if (into == null) {
      requireSameRules(rules, streamRules(environment));
    }
    return new JobSettings(
        mode,
        range(now).wholeWindows(rules),
        onlyRetained || (repeated && !trustKafka),
        trustKafka,
        rules,
        kafka.connection(),
        stream.applicationId(),
        live,
        // Absolute, as the executors have another working directory.
        Optional.ofNullable(trustStore)
            .map(Path::toAbsolutePath)
            .or(() -> live.access().authorities().flatMap(JobOptions::siblingTrustStore)),
        Optional.ofNullable(into),
        report,
        workerWithin);
  }

  /** Returns the specified range; the default is the last hour in runs of {@code --every}. */
  private TimeRange range(Instant now) {
    boolean isLastHour = repeated && !range.isGiven();
    if (!isLastHour && !range.hasStart()) {
      throw new IllegalArgumentException("no time range: specify --from and --to, or --last");
    }
    return range.range(now, new TimeRange(now.minus(Duration.ofHours(1)), now));
  }

  /** Returns the trust store that {@code bin/evilnet secure} writes next to the PEM file. */
  private static Optional<Path> siblingTrustStore(Authorities authorities) {
    return authorities
        .file()
        .map(
            pem ->
                pem.resolveSibling(pem.getFileName().toString().replaceFirst("\\.pem$", ".p12")));
  }

  private static CountingRules streamRules(Map<String, String> environment) {
    StreamCounting stream = new StreamCounting();
    EvilnetCommand.commandLine(stream, environment).parseArgs();
    return stream.counting.rules();
  }

  private static void requireSameRules(CountingRules rules, CountingRules stream) {
    SettingsMismatch.reject(
        "the stream counts with", CountingSource.settings(stream), CountingSource.settings(rules));
  }
}
