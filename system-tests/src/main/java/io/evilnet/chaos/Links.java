package io.evilnet.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ways to the servers of a system, by their names; some have more than one. */
final class Links implements AutoCloseable {

  private final Map<String, List<Link>> links = new LinkedHashMap<>();

  /** Whole ways to all of them. */
  Links(SystemPorts ports) throws IOException {
    for (int i = 0; i < FaultPlan.BROKERS.size(); i++) {
      lead(FaultPlan.BROKERS.get(i), ports.kafkaLinks() + i, ports.kafka() + i);
    }
    for (int i = 0; i < FaultPlan.VOTERS.size(); i++) {
      lead(FaultPlan.VOTERS.get(i), ports.controllerLinks() + i, ports.controllers() + i);
    }
    lead(FaultPlan.CASSANDRA, ports.cassandraLink(), ports.cassandra());
    lead(RunningSystem.SIMULATOR, ports.simulatorLink(), ports.simulator());
  }

  private void lead(String server, int from, int to) throws IOException {
    links.computeIfAbsent(server, none -> new ArrayList<>()).add(new Link(from, to));
  }

  /** Ends all connections to a server with a reset. New ones are let through. */
  void reset(String server) {
    links.get(server).forEach(Link::reset);
  }

  /** Holds up all that is sent to a server and by it to whoever has asked, from now on. */
  void slow(String server, Duration by) {
    links.get(server).forEach(link -> link.slow(by));
  }

  /** Loses all of it from now on; no connection ends. */
  void silence(String server) {
    links.get(server).forEach(Link::silence);
  }

  /** Is whole again. Connections that have lost something end. */
  void mend(String server) {
    links.get(server).forEach(Link::mend);
  }

  @Override
  public void close() {
    links.values().forEach(all -> all.forEach(Link::close));
  }
}
