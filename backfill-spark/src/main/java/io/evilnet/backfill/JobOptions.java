package io.evilnet.backfill;

import io.evilnet.core.CountingRules;
import io.evilnet.infra.schema.CountingSource;
import io.evilnet.infra.security.Authorities;
import io.evilnet.infra.settings.CassandraOptions;
import io.evilnet.infra.settings.CassandraSettings;
import io.evilnet.infra.settings.CountingOptions;
import io.evilnet.infra.settings.EvilnetCommand;
import io.evilnet.infra.settings.KafkaOptions;
import io.evilnet.infra.settings.StreamOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What validation and backfill are told. */
final class JobOptions {

  /** The counting as the stream is set, without what the command line of this command says. */
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
          "Succeed also when there is no window that can be counted. For a range that goes with the"
              + " clock.")
  private boolean onlyRetained;

  @Option(
      names = "--trust-kafka",
      description =
          "Take also the windows of which posts may be gone, because they began before the first post"
              + " that Kafka still has: none has been deleted or lost, you say. Rows of posts that"
              + " are gone are lowered and deleted.")
  private boolean trustKafka;

  @Option(
      names = "--into",
      paramLabel = "NAME",
      description =
          "A keyspace for counts that are not the live ones, created when it is not there; needed"
              + " for another --window, --retweet-kinds, --countries, --assume-country or --max-ahead"
              + " than the stream's.")
  private String into;

  @Option(
      names = "--cassandra-truststore",
      paramLabel = "FILE",
      description =
          "The authorities of --cassandra-ca as PKCS #12 without a password, there on every worker"
              + " (default: the file of --cassandra-ca with .p12 in place of .pem).")
  private Path trustStore;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "evilnet-report",
      description = "Where report.json and report.html are written (default: ${DEFAULT-VALUE}).")
  private Path report;

  @Option(
      names = "--worker-within",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description =
          "How long to wait for a Spark worker that has room (default: ${DEFAULT-VALUE}).")
  private Duration workerWithin;

  /**
   * The job, checked.
   *
   * @param environment what the stream's settings are read from
   */
  JobSettings settings(Mode mode, Instant now, Map<String, String> environment) {
    CountingRules rules = counting.rules();
    CassandraSettings live = cassandra.settings();
    if (into == null) {
      requireSame(rules, streamRules(environment));
    }
    return new JobSettings(
        mode,
        range.range(now).wholeWindows(rules),
        onlyRetained,
        trustKafka,
        rules,
        kafka.connection(),
        stream.applicationId(),
        live,
        Optional.ofNullable(trustStore)
            .or(() -> live.access().authorities().flatMap(JobOptions::besides)),
        Optional.ofNullable(into),
        report,
        workerWithin);
  }

  /** Where {@code bin/evilnet secure} puts what Spark wants beside what all others take. */
  private static Optional<Path> besides(Authorities authorities) {
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

  private static void requireSame(CountingRules rules, CountingRules stream) {
    SettingsMismatch.refuse(
        "the stream counts with", CountingSource.settings(stream), CountingSource.settings(rules));
  }
}
