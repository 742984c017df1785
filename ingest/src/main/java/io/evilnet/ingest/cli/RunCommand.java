package io.evilnet.ingest.cli;

import io.evilnet.infra.settings.CountingOptions;
import io.evilnet.infra.settings.HostPort;
import io.evilnet.ingest.run.Ingest;
import io.evilnet.ingest.run.IngestSettings;
import io.evilnet.ingest.x.RuleFile;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamRule;
import io.evilnet.ingest.x.XSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs ingest until it is told to stop. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Brings X's filtered stream into Kafka, through a spool on disk.")
final class RunCommand implements Callable<Integer> {

  @Mixin private XOptions x;
  @Mixin private SpoolOptions spool;
  @Mixin private PublisherOptions publisher;
  @Mixin private CountingOptions counting;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "YAML file of the rules for X; without it there is one rule for each of the countries.")
  private Path rules;

  @Option(
      names = "--ingest-http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8081",
      description = "Where health and metrics are served (default: ${DEFAULT-VALUE}).")
  private String http;

  @Override
  public Integer call() throws IOException, InterruptedException {
    IngestSettings settings = settings();
    StreamEnd end;
    try (Termination termination = Termination.listen();
        Ingest ingest = new Ingest(settings)) {
      termination.onRequest(ingest::stop);
      end = ingest.run();
    }
    if (end instanceof StreamEnd.Refused refused) {
      throw new IOException(explain(refused, settings.x()));
    }
    return 0;
  }

  private IngestSettings settings() {
    return new IngestSettings(
        publisher.site(),
        HostPort.parse(http),
        x.settings(),
        rules(),
        spool.settings(),
        publisher.settings());
  }

  private List<StreamRule> rules() {
    return rules == null
        ? RuleFile.forCountries(counting.rules().countries())
        : RuleFile.read(rules);
  }

  private static String explain(StreamEnd.Refused refused, XSettings x) {
    return switch (refused.status()) {
      case 401 ->
          "%s. It does not know the bearer token from %s: check it, or make a new one in X's developer console"
              .formatted(refused.description(), x.token().source());
      case 403 ->
          "%s. The app of the bearer token from %s may not do this: check its access level and credits in X's developer console"
              .formatted(refused.description(), x.token().source());
      default -> refused.description();
    };
  }
}
