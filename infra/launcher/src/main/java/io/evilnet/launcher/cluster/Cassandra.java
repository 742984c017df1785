package io.evilnet.launcher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.launcher.process.JavaCommand;
import io.evilnet.launcher.process.LateSecondTier;
import io.evilnet.launcher.process.Port;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.Service;
import io.evilnet.launcher.process.ServiceJvm;
import io.evilnet.launcher.process.TimerSlack;
import io.evilnet.launcher.provision.DevelopmentSecrets;
import io.evilnet.launcher.provision.SecretsDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A single-node Cassandra as a service. */
final class Cassandra {
  static final String NAME = "cassandra";

  private final RunDirectory directory;
  private final String classpath;
  private final Port cql;
  private final Port storage;
  private final Optional<SecretsDirectory> secrets;

  /**
   * @param secrets empty for a node without authentication
   */
  Cassandra(
      RunDirectory directory,
      String classpath,
      Port cql,
      Port storage,
      Optional<SecretsDirectory> secrets) {
    this.directory = directory;
    this.classpath = classpath;
    this.cql = cql;
    this.storage = storage;
    this.secrets = secrets;
  }

  Service service() {
    JavaCommand java =
        new JavaCommand(
            classpath, jvmOptions(), "org.apache.cassandra.service.CassandraDaemon", List.of());
    return Service.named(NAME)
        .command(TimerSlack.ofMillisecond(java.line()))
        .environment(java.environment())
        .ports(cql, storage)
        .address("127.0.0.1:" + cql.number())
        .health(new CassandraHealth(probe(), cql.number()))
        .live(new CassandraHealth(probe(), cql.number()))
        .preparation(this::prepare)
        .stopWithin(Duration.ofSeconds(30))
        .build();
  }

  InetSocketAddress contactPoint() {
    return new InetSocketAddress(Port.loopback(), cql.number());
  }

  private ProtocolProbe probe() {
    return secrets
        .map(secured -> ProtocolProbe.overTls(secured.trusted().context()))
        .orElse(ProtocolProbe.PLAINTEXT);
  }

  private List<String> jvmOptions() {
    List<String> options = new ArrayList<>(new ServiceJvm(directory, NAME).options());
    options.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xss512k",
            "-Djava.awt.headless=true",
            "-Dcassandra-foreground=yes",
            "-Dcassandra.config=" + configuration().toUri(),
            "-Dcassandra.storagedir=" + directory.data(NAME),
            "-Dlogback.configurationFile=" + logging().toUri()));
    if (secrets.isPresent()) {
      // A single node has no other nodes to wait for before it creates the default superuser.
      options.add("-Dcassandra.superuser_setup_delay_ms=0");
    }
    options.addAll(LateSecondTier.OPTIONS);
    options.addAll(optionsOf("cassandra.jvm"));
    options.addAll(optionsOf("jvm17-server.options"));
    return options;
  }

  private static List<String> optionsOf(String resource) {
    return Resources.text(resource)
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
    String yaml = Resources.text("cassandra.yaml");
    Map<String, String> values = new HashMap<>();
    values.put("address", "127.0.0.1");
    values.put("data", directory.data(NAME).toString());
    values.put("cql-port", Integer.toString(cql.number()));
    values.put("storage-port", Integer.toString(storage.number()));
    if (secrets.isPresent()) {
      yaml += Resources.text("cassandra-secure.yaml");
      values.put("identity", secrets.get().identity(DevelopmentSecrets.CASSANDRA).toString());
      values.put("authority", secrets.get().authority().toString());
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      yaml = yaml.replace("${" + value.getKey() + "}", quoted(value.getValue()));
    }
    try {
      Files.writeString(configuration(), yaml, UTF_8);
      Resources.copy("cassandra-logback.xml", logging());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the configuration of Cassandra", e);
    }
  }

  /** Escapes a value for a double-quoted YAML string. */
  private static String quoted(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
