package io.evilnet.ingest.run;

import io.evilnet.ingest.cli.Main;
import io.evilnet.ingest.x.BearerToken;
import io.evilnet.launcher.cluster.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The ingest process as started by a user. Closing kills it if it is still running. */
final class IngestProcess implements AutoCloseable {

  private final Process process;
  private final int httpPort;

  private IngestProcess(Process process, int httpPort) {
    this.process = process;
    this.httpPort = httpPort;
  }

  /** Starts it with its spool and log in {@code directory}. */
  static IngestProcess start(String site, int simulatorPort, String bootstrap, Path directory)
      throws IOException {
    int httpPort = new FreePorts().next();
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            // The process runs for seconds: its startup time dominates the duration of the test.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            "--site=" + site,
            "--x-base-url=http://127.0.0.1:" + simulatorPort,
            "--bootstrap-servers=" + bootstrap,
            "--delivery-timeout=5s",
            "--ingest-http=127.0.0.1:" + httpPort,
            "--spool-segment=1m",
            "--data-dir=" + directory);
    builder.environment().put(BearerToken.VARIABLE, "simulated");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
            .start();
    return new IngestProcess(process, httpPort);
  }

  /** Waits for its termination; returns whether it has terminated within {@code timeout}. */
  boolean terminatesWithin(Duration timeout) throws InterruptedException {
    return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Sends SIGKILL. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Returns one of its metrics; NaN while it does not respond. */
  double metric(String name) throws InterruptedException {
    try {
      URI uri = URI.create("http://127.0.0.1:" + httpPort + "/metrics");
      return Metrics.value(
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
              .body(),
          name);
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  @Override
  public void close() {
    kill();
  }
}
