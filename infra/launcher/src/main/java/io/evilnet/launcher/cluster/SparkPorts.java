package io.evilnet.launcher.cluster;

import io.evilnet.launcher.process.Port;
import java.util.function.IntFunction;

/**
 * Ports of a Spark cluster.
 *
 * @param master for jobs and workers
 * @param masterWeb web UI of the master
 * @param workers port of a worker by number
 * @param workersWeb web UI of a worker by number
 */
public record SparkPorts(
    Port master, Port masterWeb, IntFunction<Port> workers, IntFunction<Port> workersWeb) {

  /**
   * Assigns the first of two ranges of consecutive ports to the master, the following ones to the
   * workers.
   */
  public static SparkPorts from(Port master, Port masterWeb) {
    return new SparkPorts(
        master,
        masterWeb,
        number -> new Port(master.setting(), master.number() + number),
        number -> new Port(masterWeb.setting(), masterWeb.number() + number));
  }

  Port worker(int number) {
    return workers.apply(number);
  }

  Port workerWeb(int number) {
    return workersWeb.apply(number);
  }
}
