package io.evilnet.launcher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.joining;

import io.evilnet.launcher.process.JavaCommand;
import io.evilnet.launcher.process.LateSecondTier;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.Service;
import io.evilnet.launcher.process.ServiceEnvironment;
import io.evilnet.launcher.process.ServiceFailure;
import io.evilnet.launcher.process.ServiceJvm;
import io.evilnet.launcher.provision.SecretsDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/**
 * The Kafka cluster as services: combined brokers and controllers and, for two brokers, a third
 * controller-only node, without which the loss of one broker would stop the quorum.
 */
final class Kafka {
  private static final int MAX_CONTROLLERS = 3;
  private static final String CONTROLLER_ONLY = "kafka-controller";

  /** As in the Compose file and in Kubernetes; a test compares. */
  static final String BROKER_HEAP = "-Xmx320m";

  static final String CONTROLLER_HEAP = "-Xmx96m";
  static final String INITIAL_HEAP = "-Xms64m";

  private static final int FORMAT_TIMEOUT_SECONDS = 180;

  private final RunDirectory directory;
  private final String classpath;
  private final List<KafkaNode> nodes;
  private final KafkaSettings settings;

  Kafka(RunDirectory directory, String classpath, List<KafkaNode> nodes, KafkaSettings settings) {
    this.directory = directory;
    this.classpath = classpath;
    this.nodes = nodes;
    this.settings = settings;
  }

  /**
   * Returns as many brokers as there are client listeners, and as many controllers as there are
   * controller listeners.
   */
  static List<KafkaNode> nodes(
      List<KafkaListener> clientListeners, List<KafkaListener> controllerListeners) {
    List<KafkaNode> nodes = new ArrayList<>();
    int brokers = clientListeners.size();
    for (int i = 0; i < Math.max(brokers, controllerListeners.size()); i++) {
      String name = i < brokers ? "kafka-" + (i + 1) : CONTROLLER_ONLY;
      nodes.add(new KafkaNode(name, i + 1, at(i, clientListeners), at(i, controllerListeners)));
    }
    return nodes;
  }

  private static Optional<KafkaListener> at(int index, List<KafkaListener> listeners) {
    return index < listeners.size() ? Optional.of(listeners.get(index)) : Optional.empty();
  }

  /** Three controllers tolerate the loss of one; a single broker has only its own controller. */
  static int controllers(int brokers) {
    return brokers == 1 ? 1 : MAX_CONTROLLERS;
  }

  List<Service> services() {
    return nodes.stream().map(this::service).toList();
  }

  String bootstrapServers() {
    return nodes.stream().filter(KafkaNode::isBroker).map(KafkaNode::address).collect(joining(","));
  }

  private Service service(KafkaNode node) {
    JavaCommand java =
        new JavaCommand(
            classpath, jvmOptions(node), "kafka.Kafka", List.of(configuration(node).toString()));
    return Service.named(node.name())
        .command(java.line())
        .environment(java.environment())
        .ports(node.ports())
        .address(node.address())
        .health(node.health(settings.security()))
        .live(node.live(settings.security()))
        .preparation(() -> prepare(node))
        .stopWithin(Duration.ofSeconds(20))
        .build();
  }

  private List<String> jvmOptions(KafkaNode node) {
    List<String> options = new ArrayList<>(new ServiceJvm(directory, node.name()).options());
    options.addAll(
        List.of(
            node.isBroker() ? BROKER_HEAP : CONTROLLER_HEAP,
            INITIAL_HEAP,
            // Young collections of some 12 ms under full load, no side tables: decisions/0110.
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.awt.headless=true",
            "-Dlog4j2.configurationFile=" + logging().toUri()));
    options.addAll(LateSecondTier.OPTIONS);
    return options;
  }

  private Path configuration(KafkaNode node) {
    return directory.run(node.name() + ".properties");
  }

  private Path logging() {
    return directory.run("kafka-log4j2.properties");
  }

  private void prepare(KafkaNode node) {
    Path data = directory.data(node.name());
    try {
      PropertiesFile.write(configuration(node), settings.of(node, data));
      Resources.copy("console-log4j2.properties", logging());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the configuration of " + node.name(), e);
    }
    boolean formatted = Files.exists(data.resolve("meta.properties"));
    settings.security().ifPresent(secured -> requireSamePasswords(secured, formatted));
    if (!formatted) {
      format(node);
    }
  }

  /**
   * Rejects a storage that was formatted with other passwords: its nodes would never become ready.
   */
  private synchronized void requireSamePasswords(KafkaSecurity security, boolean formatted) {
    Path file = directory.data("kafka-passwords.sha256");
    try {
      if (!formatted && !Files.exists(file)) {
        SecretsDirectory.write(file, security.fingerprint() + "\n");
      } else if (!Files.exists(file)
          || !Files.readString(file, UTF_8).strip().equals(security.fingerprint())) {
        throw new ServiceFailure(
            "Kafka's storage in %s was formatted with other passwords of the administrator and the brokers than those in %s: restore the former secrets, start without --secure, or set another --data-dir."
                .formatted(directory.root(), security.secrets().root()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read or write " + file, e);
    }
  }

  /** Formats the storage: Kafka only starts with the id of its cluster. */
  private void format(KafkaNode node) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "format", "--cluster-id", clusterId(), "--config", configuration(node).toString()));
    Optional<Path> users = settings.security().map(secured -> firstUsers(node, secured));
    users.ifPresent(file -> arguments.add("@" + file));
    try {
      format(node, arguments);
    } finally {
      users.ifPresent(Kafka::delete);
    }
  }

  /**
   * Returns a file with the arguments, because a command line is visible to all users of the
   * machine.
   */
  private Path firstUsers(KafkaNode node, KafkaSecurity security) {
    Path file = directory.run(node.name() + "-users");
    SecretsDirectory.write(file, String.join("\n", security.formatArguments()) + "\n");
    return file;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot delete %s, which contains passwords".formatted(file), e);
    }
  }

  private void format(KafkaNode node, List<String> arguments) {
    List<String> jvm = new ArrayList<>(new ServiceJvm(directory, node.name()).options());
    jvm.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    JavaCommand java = new JavaCommand(classpath, jvm, "kafka.tools.StorageTool", arguments);
    Path log = directory.log(node.name());
    ProcessBuilder builder = new ProcessBuilder(java.line());
    ServiceEnvironment.clean(builder.environment());
    builder.environment().putAll(java.environment());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process process = builder.start();
      if (!process.waitFor(FORMAT_TIMEOUT_SECONDS, SECONDS)) {
        process.destroyForcibly();
        throw new ServiceFailure(
            "Timed out formatting the storage of %s after %d s: reduce the load of this machine and restart."
                .formatted(node.name(), FORMAT_TIMEOUT_SECONDS));
      }
      if (process.waitFor() != 0) {
        throw new ServiceFailure(
            "Cannot format the storage of %s: see %s.".formatted(node.name(), log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceFailure(
          "Interrupted while formatting the storage of %s.".formatted(node.name()), e);
    }
  }

  /** Returns the cluster id that all nodes of a directory share, generated once. */
  private synchronized String clusterId() {
    Path file = directory.data("kafka-cluster-id");
    try {
      if (!Files.exists(file)) {
        Files.writeString(file, Uuid.randomUuid() + "\n", UTF_8);
      }
      return Files.readString(file, UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read or write " + file, e);
    }
  }
}
