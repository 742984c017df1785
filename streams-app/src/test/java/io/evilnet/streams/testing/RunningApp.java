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

/** The streams app as a process of its own, with a keyspace of its own, that is ready. */
public final class RunningApp implements AutoCloseable {

  private static final Duration BOUND = Duration.ofMinutes(2);

  private final Map<String, String> environment;
  private final URI address;
  private final Path log;
  private Program program;

  private RunningApp(Map<String, String> environment, URI address, Path log) {
    this.environment = Map.copyOf(environment);
    this.address = address;
    this.log = log;
  }

  /** Starts it and waits until it is ready. */
  public static RunningApp start(LocalCluster cluster, String name, Path directory) {
    return start(cluster, name, directory, Map.of());
  }

  /** Starts it with another way to Cassandra, and waits until it is ready. */
  public static RunningApp start(
      LocalCluster cluster, int cassandraPort, String name, Path directory) {
    return start(
        cluster, name, directory, Map.of("EVILNET_CASSANDRA", "127.0.0.1:" + cassandraPort));
  }

  /** Starts it with further settings, and waits until it is ready. */
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

  /** The settings of a process with the servers of a cluster, and with a keyspace of its own. */
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

  /** Starts it again after it has ended, and waits until it is ready. */
  public void restart() {
    program = Program.start("512m", Main.class, List.of("run"), environment, log);
    await()
        .atMost(BOUND)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> get("/health/ready").contains("\"status\":\"up\",\"parts\""));
  }

  /** Ends it with SIGKILL. */
  public void kill() throws InterruptedException {
    program.kill();
  }

  /** Ends it with SIGTERM and returns the exit code. */
  public int terminate() throws InterruptedException {
    return program.terminate();
  }

  /** Its settings, with which commands find its servers. */
  public Map<String, String> environment() {
    return environment;
  }

  public URI address() {
    return address;
  }

  /** The body of an answer. */
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
