package io.evilnet.infra.cluster;

import io.evilnet.infra.process.Health;
import io.evilnet.infra.process.HttpHealth;
import io.evilnet.infra.process.JavaCommand;
import io.evilnet.infra.process.Port;
import io.evilnet.infra.process.RunDirectory;
import io.evilnet.infra.process.Service;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A standalone Spark cluster as services: a master, and workers by number. */
public final class Spark {
  /** The name of the master's service. */
  public static final String MASTER = "spark-master";

  private static final String WORKER = "spark-worker-";

  /** Console only: the service's log takes it, and is bounded there. */
  private static final String LOGGING =
      """
      status = error
      appender.console.type = Console
      appender.console.name = console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5p %m (%c{1})%n
      rootLogger.level = info
      rootLogger.appenderRef.console.ref = console
      """;

  private final RunDirectory directory;
  private final SparkInstallation installation;
  private final SparkPorts ports;

  /**
   * A cluster that keeps what it writes under {@code directory}.
   *
   * @param ports where it listens
   */
  public Spark(Project project, RunDirectory directory, SparkPorts ports) {
    this.directory = directory;
    this.installation = new SparkInstallation(directory, project.serverClasspath("spark"));
    this.ports = ports;
  }

  /** Where jobs are submitted to. */
  public String masterUrl() {
    return "spark://" + masterAddress();
  }

  /** The master, which knows its applications again after a restart. */
  public Service master() {
    JavaCommand java =
        installation.command(
            List.of(
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlog4j2.configurationFile=" + logging(),
                "-Dspark.deploy.recoveryMode=FILESYSTEM",
                "-Dspark.deploy.recoveryDirectory=" + directory.data(MASTER),
                "-Dspark.deploy.retainedApplications=20",
                "-Dspark.worker.timeout=20"),
            "org.apache.spark.deploy.master.Master",
            List.of(
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(ports.master().number()),
                "--webui-port",
                Integer.toString(ports.masterWeb().number())));
    return Service.named(MASTER)
        .command(java.line())
        .environment(installation.environment(java))
        .ports(ports.master(), ports.masterWeb())
        .address("http://127.0.0.1:" + ports.masterWeb().number())
        .health(new HttpHealth(masterState()))
        .preparation(this::prepare)
        .stopWithin(Duration.ofSeconds(10))
        .build();
  }

  /**
   * A worker.
   *
   * @param number 1 or more
   * @param resources what it offers
   */
  public Service worker(int number, WorkerResources resources) {
    String name = worker(number);
    Port port = ports.worker(number);
    Port web = ports.workerWeb(number);
    JavaCommand java =
        installation.command(
            List.of(
                "-Xmx192m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlog4j2.configurationFile=" + logging(),
                "-Dspark.worker.timeout=20",
                // Each run leaves a copy of the job's jar here.
                "-Dspark.worker.cleanup.enabled=true",
                "-Dspark.worker.cleanup.interval=600",
                "-Dspark.worker.cleanup.appDataTtl=1800"),
            "org.apache.spark.deploy.worker.Worker",
            List.of(
                masterUrl(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port.number()),
                "--webui-port",
                Integer.toString(web.number()),
                "--cores",
                Integer.toString(resources.cores()),
                "--memory",
                resources.memoryMebibytes() + "m",
                "--work-dir",
                directory.data(name).toString()));
    return Service.named(name)
        .command(java.line())
        .environment(installation.environment(java))
        .ports(port, web)
        .address("http://127.0.0.1:" + web.number())
        .health(registered(port))
        .after(MASTER)
        .preparation(this::prepare)
        .stopWithin(Duration.ofSeconds(10))
        .build();
  }

  /** The name of a worker's service. */
  public static String worker(int number) {
    return WORKER + number;
  }

  /** A worker is up when the master counts on it. */
  private Health registered(Port worker) {
    return new SparkWorkerHealth(masterState(), worker.number());
  }

  private URI masterState() {
    return URI.create("http://127.0.0.1:%d/json/".formatted(ports.masterWeb().number()));
  }

  private String masterAddress() {
    return "127.0.0.1:" + ports.master().number();
  }

  private Path logging() {
    return directory.run("spark-log4j2.properties");
  }

  private void prepare() {
    installation.prepare();
    installation.writeLogging(logging(), LOGGING);
  }
}
