package io.evilnet.chaos.system;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Links to the servers of a system by name; some have more than one. */
public final class Links implements AutoCloseable {

  private final Map<String, List<Link>> links = new LinkedHashMap<>();

  /** Creates all links. */
  Links(SystemPorts ports) throws IOException {
    for (int i = 0; i < ProcessNames.BROKERS.size(); i++) {
      add(ProcessNames.BROKERS.get(i), ports.kafkaLinks() + i, ports.kafka() + i);
    }
    for (int i = 0; i < ProcessNames.CONTROLLERS.size(); i++) {
      add(ProcessNames.CONTROLLERS.get(i), ports.controllerLinks() + i, ports.controllers() + i);
    }
    add(ProcessNames.CASSANDRA, ports.cassandraLink(), ports.cassandra());
    add(ProcessNames.SIMULATOR, ports.simulatorLink(), ports.simulator());
  }

  private void add(String server, int from, int to) throws IOException {
    links.computeIfAbsent(server, none -> new ArrayList<>()).add(new Link(from, to));
  }

  /** Resets all connections to a server. New ones are accepted. */
  public void reset(String server) {
    links.get(server).forEach(Link::reset);
  }

  /** Delays all traffic between a server and its clients from now on. */
  public void slow(String server, Duration by) {
    links.get(server).forEach(link -> link.slow(by));
  }

  /** Drops all traffic from now on; connections are kept. */
  public void dropTraffic(String server) {
    links.get(server).forEach(Link::dropTraffic);
  }

  /** Restores the links. Connections that have lost data are reset. */
  public void restore(String server) {
    links.get(server).forEach(Link::restore);
  }

  @Override
  public void close() {
    links.values().forEach(all -> all.forEach(Link::close));
  }
}
