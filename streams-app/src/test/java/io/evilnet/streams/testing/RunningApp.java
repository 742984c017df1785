package io.evilnet.streams.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.evilnet.launcher.cluster.FreePorts;
import io.evilnet.launcher.cluster.LocalCluster;
import io.evilnet.streams.cli.Main;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/** A ready process of streams-app with its own keyspace. */
public final class RunningApp implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final Map<String, String> environment;
  private final URI address;
  private final Path log;
  private Program program;

  private RunningApp(Map<String, String> environment, URI address, Path log) {
    this.environment = Map.copyOf(environment);
    this.address = address;
    this.log = log;
  }

  /** Starts a process and waits until it is ready. */
  public static RunningApp start(LocalCluster cluster, String name, Path directory) {
    return start(cluster, name, directory, Map.of());
  }

  /** Starts a process with another port of Cassandra and waits until it is ready. */
  public static RunningApp start(
      LocalCluster cluster, int cassandraPort, String name, Path directory) {
    return start(
        cluster, name, directory, Map.of("EVILNET_CASSANDRA", "127.0.0.1:" + cassandraPort));
  }

  /** Starts a process with additional settings and waits until it is ready. */
  public static RunningApp start(
      LocalCluster cluster, String name, Path directory, Map<String, String> settings) {
    String http = "127.0.0.1:" + new FreePorts().next();
    Map<String, String> environment = environment(cluster, name, directory, http);
    environment.putAll(settings);
    RunningApp app =
        new RunningApp(environment, URI.create("http://" + http), Path.of("target", name + ".log"));
    try {
      app.restart();
      return app;
    } catch (ConditionTimeoutException e) {
      app.close();
      throw e;
    }
  }

  /** Returns the settings of a process with the servers of a cluster and its own keyspace. */
  public static Map<String, String> environment(
      LocalCluster cluster, String name, Path directory, String http) {
    return new HashMap<>(
        Map.of(
            "EVILNET_BOOTSTRAP_SERVERS",
            cluster.bootstrapServers(),
            "EVILNET_CASSANDRA",
            "127.0.0.1:" + cluster.cassandraContactPoint().getPort(),
            "EVILNET_KEYSPACE",
            name,
            "EVILNET_APPLICATION_ID",
            name.replace('_', '-'),
            "EVILNET_DATA_DIR",
            directory.toString(),
            "EVILNET_STREAMS_HTTP",
            http));
  }

  /** Restarts the process after its exit and waits until it is ready. */
  public void restart() {
    program = Program.start("512m", Main.class, List.of("run"), environment, log);
    await()
        .atMost(TIMEOUT)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> get("/health/ready").contains("\"status\":\"up\",\"parts\""));
  }

  /** Sends SIGKILL and waits for the exit. */
  public void kill() throws InterruptedException {
    program.kill();
  }

  /** Sends SIGTERM and returns the exit code. */
  public int terminate() throws InterruptedException {
    return program.terminate();
  }

  /** Returns the settings of the process, which commands use to connect to the same servers. */
  public Map<String, String> environment() {
    return environment;
  }

  public URI address() {
    return address;
  }

  /** Returns the body of the response to a GET request. */
  public String get(String path) throws IOException {
    try (InputStream body = address.resolve(path).toURL().openStream()) {
      return new String(body.readAllBytes(), UTF_8);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
