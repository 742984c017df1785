package io.evilnet.infra.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.infra.process.JavaCommand;
import io.evilnet.infra.process.Port;
import io.evilnet.infra.process.RunDirectory;
import io.evilnet.infra.process.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Cassandra of one node as a service. */
final class Cassandra {
  static final String NAME = "cassandra";

  private final RunDirectory directory;
  private final String classpath;
  private final Port cql;
  private final Port storage;

  Cassandra(RunDirectory directory, String classpath, Port cql, Port storage) {
    this.directory = directory;
    this.classpath = classpath;
    this.cql = cql;
    this.storage = storage;
  }

  Service service() {
    JavaCommand java =
        new JavaCommand(
            classpath, jvmOptions(), "org.apache.cassandra.service.CassandraDaemon", List.of());
    return Service.named(NAME)
        .command(java.line())
        .environment(java.environment())
        .ports(cql, storage)
        .address("127.0.0.1:" + cql.number())
        .health(new CassandraHealth(cql.number()))
        .preparation(this::prepare)
        .startWithin(Duration.ofSeconds(120))
        .stopWithin(Duration.ofSeconds(30))
        .build();
  }

  InetSocketAddress contactPoint() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), cql.number());
  }

  private List<String> jvmOptions() {
    List<String> options = new ArrayList<>();
    options.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xss512k",
            "-Djava.awt.headless=true",
            "-Dcassandra-foreground=yes",
            "-Dcassandra.config=" + configuration().toUri(),
            "-Dcassandra.storagedir=" + directory.data(NAME),
            "-Dlogback.configurationFile=" + logging().toUri()));
    options.addAll(optionsOf("cassandra.jvm"));
    options.addAll(optionsOf("jvm17-server.options"));
    return options;
  }

  private static List<String> optionsOf(String resource) {
    return resource(resource)
        .lines()
        .filter(line -> line.startsWith("-"))
        .flatMap(line -> List.of(line.split(" ")).stream())
        .toList();
  }

  private Path configuration() {
    return directory.run("cassandra.yaml");
  }

  private Path logging() {
    return directory.run("cassandra-logback.xml");
  }

  private void prepare() {
    String yaml = resource("cassandra.yaml");
    Map<String, String> values =
        Map.of(
            "address", "127.0.0.1",
            "data", directory.data(NAME).toString(),
            "cql-port", Integer.toString(cql.number()),
            "storage-port", Integer.toString(storage.number()));
    for (Map.Entry<String, String> value : values.entrySet()) {
      yaml = yaml.replace("${" + value.getKey() + "}", value.getValue());
    }
    try {
      Files.writeString(configuration(), yaml, UTF_8);
      Files.writeString(logging(), resource("cassandra-logback.xml"), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the configuration of Cassandra", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Cassandra.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
