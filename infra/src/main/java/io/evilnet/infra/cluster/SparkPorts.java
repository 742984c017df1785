package io.evilnet.infra.cluster;

import io.evilnet.infra.process.Port;
import java.util.function.IntFunction;

/**
 * Where a Spark cluster listens.
 *
 * @param master for jobs and workers
 * @param masterWeb for browsers
 * @param workers of the worker of a number, for the master
 * @param workersWeb of the worker of a number, for browsers
 */
public record SparkPorts(
    Port master, Port masterWeb, IntFunction<Port> workers, IntFunction<Port> workersWeb) {

  /** The master at the first of two runs of ports, the workers at those that follow. */
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
