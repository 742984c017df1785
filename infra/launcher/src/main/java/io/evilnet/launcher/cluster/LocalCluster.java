package io.evilnet.launcher.cluster;

import io.evilnet.launcher.process.Port;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.Service;
import io.evilnet.launcher.process.ServiceGroup;
import io.evilnet.launcher.provision.SecretsDirectory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A Kafka cluster and a Cassandra node on this machine, each server a process of its own under one
 * directory.
 *
 * <pre>{@code try (LocalCluster cluster = LocalCluster.in(tempDir).start()) {
 * produceTo(cluster.bootstrapServers()); cluster.kill("kafka-1"); … cluster.restart("kafka-1"); }
 * }</pre>
 *
 * <p>The services are named {@code kafka-1}, {@code kafka-2}, …, {@code kafka-controller} and
 * {@code cassandra}. Data survives {@link #stop()}. Methods that act on a service return when the
 * action is complete, within the timeouts of that service, and throw {@link
 * io.evilnet.launcher.process.ServiceFailure} otherwise.
 */
public final class LocalCluster implements AutoCloseable {
  private final Optional<Kafka> kafka;
  private final Optional<Cassandra> cassandra;
  private final ServiceGroup group;

  private LocalCluster(Builder builder) {
    Project project = builder.project == null ? Project.find() : builder.project;
    RunDirectory directory = new RunDirectory(builder.directory);
    FreePorts free = new FreePorts();
    this.kafka = builder.kafka(project, directory, free);
    this.cassandra = builder.cassandra(project, directory, free);
    List<Service> services = new ArrayList<>();
    kafka.ifPresent(cluster -> services.addAll(cluster.services()));
    cassandra.ifPresent(node -> services.add(node.service()));
    services.addAll(builder.additional);
    this.group = new ServiceGroup(directory, services);
  }

  /** Returns a builder of two brokers, a third controller and Cassandra on free ports. */
  public static Builder in(Path directory) {
    return new Builder(directory);
  }

  /** Starts all services. */
  public LocalCluster start() {
    group.start();
    return this;
  }

  /** Stops all services and keeps their data. */
  public void stop() {
    group.stop();
  }

  /** Returns the bootstrap servers. */
  public String bootstrapServers() {
    return kafka.orElseThrow().bootstrapServers();
  }

  /** Returns the contact point of Cassandra. */
  public InetSocketAddress cassandraContactPoint() {
    return cassandra.orElseThrow().contactPoint();
  }

  /** Kills the service with SIGKILL. */
  public void kill(String service) {
    group.kill(service);
  }

  /** Stops the service if it is running, starts it, and returns when it is ready. */
  public void restart(String service) {
    group.restart(service);
  }

  /** Stalls the service with SIGSTOP: it keeps its connections and does not respond. */
  public void pause(String service) {
    group.pause(service);
  }

  /** Resumes the service with SIGCONT. */
  public void resume(String service) {
    group.resume(service);
  }

  /** Returns the services, for a supervisor. */
  public ServiceGroup services() {
    return group;
  }

  /**
   * Kills all services. Users of a temporary cluster discard its data, and a controlled shutdown
   * takes several seconds, as the last broker waits for the quorum.
   */
  @Override
  public void close() {
    group.kill();
  }

  /** Builder of a cluster. */
  public static final class Builder {
    private final Path directory;
    private final List<Service> additional = new ArrayList<>();
    private Project project;
    private int brokers = 2;
    private int minInSyncReplicas = 1;
    private boolean withCassandra = true;
    private List<Port> clientPorts = List.of();
    private List<Port> controllerPorts = List.of();
    private List<Port> advertisedClientPorts = List.of();
    private List<Port> advertisedControllerPorts = List.of();
    private Port cqlPort;
    private Port storagePort;
    private Optional<SecretsDirectory> secrets = Optional.empty();

    private Builder(Path directory) {
      this.directory = directory;
    }

    public Builder project(Project project) {
      this.project = project;
      return this;
    }

    /** Sets the number of brokers; 0 for a cluster without Kafka. */
    public Builder brokers(int brokers) {
      this.brokers = brokers;
      return this;
    }

    /** Sets {@code min.insync.replicas}. */
    public Builder minInSyncReplicas(int replicas) {
      this.minInSyncReplicas = replicas;
      return this;
    }

    /** Enables authentication and TLS. */
    public Builder secured(SecretsDirectory secrets) {
      this.secrets = Optional.of(secrets);
      return this;
    }

    public Builder withoutCassandra() {
      this.withCassandra = false;
      return this;
    }

    /** Sets the ports of brokers and controllers, in order; each list has one port for each. */
    public Builder kafkaPorts(List<Port> clients, List<Port> controllers) {
      this.clientPorts = List.copyOf(clients);
      this.controllerPorts = List.copyOf(controllers);
      return this;
    }

    /** Sets the advertised ports of brokers and controllers; by default their own. */
    public Builder advertisedKafkaPorts(List<Port> clients, List<Port> controllers) {
      this.advertisedClientPorts = List.copyOf(clients);
      this.advertisedControllerPorts = List.copyOf(controllers);
      return this;
    }

    public Builder cassandraPorts(Port cql, Port storage) {
      this.cqlPort = cql;
      this.storagePort = storage;
      return this;
    }

    /** Adds a service, which must follow its dependencies. */
    public Builder with(Service service) {
      additional.add(service);
      return this;
    }

    public LocalCluster build() {
      return new LocalCluster(this);
    }

    /** Builds and starts the cluster. */
    public LocalCluster start() {
      return build().start();
    }

    private Optional<Kafka> kafka(Project project, RunDirectory directory, FreePorts free) {
      if (brokers == 0) {
        return Optional.empty();
      }
      List<KafkaNode> nodes =
          Kafka.nodes(
              listeners(clientPorts, advertisedClientPorts, brokers, free),
              listeners(
                  controllerPorts, advertisedControllerPorts, Kafka.controllers(brokers), free));
      KafkaSettings settings =
          new KafkaSettings(nodes, brokers, minInSyncReplicas, secrets.map(KafkaSecurity::new));
      return Optional.of(new Kafka(directory, project.serverClasspath("kafka"), nodes, settings));
    }

    private Optional<Cassandra> cassandra(Project project, RunDirectory directory, FreePorts free) {
      if (!withCassandra) {
        return Optional.empty();
      }
      Port cql = cqlPort == null ? free(free) : cqlPort;
      Port storage = storagePort == null ? free(free) : storagePort;
      return Optional.of(
          new Cassandra(directory, project.serverClasspath("cassandra"), cql, storage, secrets));
    }

    private static List<KafkaListener> listeners(
        List<Port> ports, List<Port> advertised, int needed, FreePorts free) {
      List<Port> own = portsOrFree(ports, needed, free);
      return KafkaListener.of(
          own, advertised.isEmpty() ? own : portsOrFree(advertised, needed, free));
    }

    private static List<Port> portsOrFree(List<Port> ports, int needed, FreePorts free) {
      if (ports.isEmpty()) {
        return IntStream.range(0, needed).mapToObj(i -> free(free)).toList();
      }
      if (ports.size() != needed) {
        throw new IllegalArgumentException(
            "%d ports are required, but %d are given: %s".formatted(needed, ports.size(), ports));
      }
      return ports;
    }

    private static Port free(FreePorts free) {
      return new Port("a fixed port", free.next());
    }
  }
}
