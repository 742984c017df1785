package io.evilnet.launcher.cluster;

import io.evilnet.launcher.process.Health;
import io.evilnet.launcher.process.HttpHealth;
import io.evilnet.launcher.process.Port;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.Service;
import io.evilnet.launcher.process.ServiceJvm;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A standalone Spark cluster as services: a master and numbered workers. */
public final class Spark {
  /** Service name of the master. */
  public static final String MASTER = "spark-master";

  private static final String WORKER = "spark-worker-";
  private static final String HOST = "127.0.0.1";

  private final RunDirectory directory;
  private final SparkInstallation installation;
  private final Port port;
  private final Port web;
  private final SparkSecurity security;

  /**
   * Creates a cluster with its files under {@code directory}.
   *
   * @param port port of the master; workers use the next ones
   * @param web port of the master's web UI; workers use the next ones
   * @param secretFile the shared secret; created if it does not exist
   */
  public Spark(Project project, RunDirectory directory, Port port, Port web, Path secretFile) {
    this.directory = directory;
    this.installation = new SparkInstallation(project, directory, HOST);
    this.port = port;
    this.web = web;
    this.security = new SparkSecurity(secretFile);
  }

  /** Returns the URL for job submission. */
  public String masterUrl() {
    return "spark://127.0.0.1:" + port.number();
  }

  /** Returns the master, which recovers its applications after a restart. */
  public Service master() {
    List<String> jvm = jvmOptions(MASTER);
    jvm.add("-Dspark.deploy.recoveryDirectory=" + directory.data(MASTER));
    List<String> command =
        installation.process(
            MASTER,
            jvm,
            secured(
                "--host",
                HOST,
                "--port",
                Integer.toString(port.number()),
                "--webui-port",
                Integer.toString(web.number())));
    return Service.named(MASTER)
        .command(command)
        .environment(installation.environment())
        .ports(port, web)
        .address("http://127.0.0.1:" + web.number())
        .health(new HttpHealth(masterState()))
        .live(new HttpHealth(masterState()))
        .preparation(this::prepare)
        .stopWithin(Duration.ofSeconds(10))
        .build();
  }

  /**
   * Returns a worker.
   *
   * @param number 1 or more
   * @param resources cores and memory of the worker
   */
  public Service worker(int number, WorkerResources resources) {
    String name = worker(number);
    Port workerPort = after(port, number);
    Port workerWeb = after(web, number);
    List<String> command =
        installation.process(
            "spark-worker",
            jvmOptions(name),
            secured(
                masterUrl(),
                "--host",
                HOST,
                "--port",
                Integer.toString(workerPort.number()),
                "--webui-port",
                Integer.toString(workerWeb.number()),
                "--cores",
                Integer.toString(resources.cores()),
                "--memory",
                resources.memoryMebibytes() + "m",
                "--work-dir",
                directory.data(name).toString()));
    return Service.named(name)
        .command(command)
        .environment(installation.environment())
        .ports(workerPort, workerWeb)
        .address("http://127.0.0.1:" + workerWeb.number())
        .health(registered(workerPort))
        .live(new HttpHealth(state(workerWeb)))
        .after(MASTER)
        .preparation(this::prepare)
        .stopWithin(Duration.ofSeconds(10))
        .build();
  }

  /** Returns the service name of a worker. */
  public static String worker(int number) {
    return WORKER + number;
  }

  /** Readiness of a worker: the master lists it as alive. */
  private Health registered(Port worker) {
    return new SparkWorkerHealth(masterState(), worker.number());
  }

  private URI masterState() {
    return state(web);
  }

  private static URI state(Port web) {
    return URI.create("http://127.0.0.1:%d/json/".formatted(web.number()));
  }

  private static Port after(Port first, int number) {
    return new Port(first.setting(), first.number() + number);
  }

  private List<String> secured(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--properties-file", settings().toString()));
    return all;
  }

  private List<String> jvmOptions(String service) {
    List<String> options = new ArrayList<>(new ServiceJvm(directory, service).options());
    options.add("-Dlog4j2.configurationFile=" + logging().toUri());
    return options;
  }

  private Path settings() {
    return directory.run("spark.conf");
  }

  private Path logging() {
    return directory.run("spark-log4j2.properties");
  }

  /** Workers start at the same time, and share all files. */
  private void prepare() {
    synchronized (Spark.class) {
      installation.prepare();
      Resources.copy("console-log4j2.properties", logging());
      security.ensureSecret();
      security.write(settings());
    }
  }
}
