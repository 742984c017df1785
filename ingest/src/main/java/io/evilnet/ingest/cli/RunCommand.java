package io.evilnet.ingest.cli;

import io.evilnet.ingest.run.Ingest;
import io.evilnet.ingest.run.IngestSettings;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.platform.lifecycle.Termination;
import io.evilnet.platform.settings.HostPort;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs ingest until it is terminated. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Sends X's stream to Kafka, through a spool on disk.")
final class RunCommand implements Callable<Integer> {

  @Mixin private StreamOptions streams;
  @Mixin private SpoolOptions spool;
  @Mixin private PublisherOptions publisher;
  @Mixin private PlaceOptions places;

  @Option(
      names = "--ingest-http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8081",
      description = "HTTP address of health and metrics (default: ${DEFAULT-VALUE}).")
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
      throw new IOException(refused.description());
    }
    return 0;
  }

  private IngestSettings settings() {
    return new IngestSettings(
        publisher.site(),
        HostPort.parse(http),
        streams.sources(),
        streams.reconnectTimeout(),
        spool.settings(),
        publisher.settings(),
        places.settings(),
        streams.maxPostsPerDay(),
        streams.estimateMissed());
  }
}
