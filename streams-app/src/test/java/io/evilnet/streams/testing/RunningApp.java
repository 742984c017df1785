package io.evilnet.streams.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.evilnet.launcher.cluster.LocalCluster;
import io.evilnet.streams.cli.Main;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The streams app as a process of its own, with a keyspace of its own, that is ready. */
public final class RunningApp implements AutoCloseable {

  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Program program;
  private final URI address;

  private RunningApp(Program program, URI address) {
    this.program = program;
    this.address = address;
  }

  /** Starts it and waits until it is ready. */
  public static RunningApp start(LocalCluster cluster, String name, Path directory)
      throws IOException {
    int cassandraPort = cluster.cassandraContactPoint().getPort();
    return start(cluster, cassandraPort, name, directory);
  }

  /** Starts it with another way to Cassandra, and waits until it is ready. */
  public static RunningApp start(
      LocalCluster cluster, int cassandraPort, String name, Path directory) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Map<String, String> environment =
        Map.of(
            "EVILNET_BOOTSTRAP_SERVERS",
            cluster.bootstrapServers(),
            "EVILNET_CASSANDRA",
            "127.0.0.1:" + cassandraPort,
            "EVILNET_KEYSPACE",
            name,
            "EVILNET_APPLICATION_ID",
            name.replace('_', '-'),
            "EVILNET_DATA_DIR",
            directory.toString(),
            "EVILNET_STREAMS_HTTP",
            "127.0.0.1:" + port);
    Program program =
        Program.start(
            "512m", Main.class, List.of("run"), environment, Path.of("target", name + ".log"));
    RunningApp app = new RunningApp(program, URI.create("http://127.0.0.1:" + port));
    await()
        .atMost(BOUND)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> app.get("/health/ready").contains("\"status\":\"up\",\"parts\""));
    return app;
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
