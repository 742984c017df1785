package io.evilnet.launcher.cluster;

import io.evilnet.launcher.process.JavaCommand;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.ServiceEnvironment;
import io.evilnet.launcher.process.ServiceJvm;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The batch job as a process: spark-submit with the driver in client mode, executors on the
 * workers.
 */
public final class SparkJob {
  /** File name of the report in the report directory of a run. */
  public static final String REPORT = "report.json";

  /** Exit code of a failed run. */
  public static final int FAILED = 2;

  private static final String MAIN = "io.evilnet.backfill.Main";

  /** Settings of a run in every deployment; {@code infra/k8s} contains the same. */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "spark.ui.enabled", "false",
          "spark.ui.showConsoleProgress", "false",
          "spark.executor.extraJavaOptions", "-XX:+UseParallelGC -XX:ParallelGCThreads=2",
          // For the progress line, and to detect the loss of an executor within seconds.
          "spark.executor.heartbeatInterval", "2s",
          "spark.network.timeout", "60s",
          // A failed task does not indicate a faulty executor.
          "spark.excludeOnFailure.enabled", "false");

  private final Project project;
  private final RunDirectory directory;
  private final String driverHost;
  private final Optional<SparkSecurity> security;

  /**
   * @param driverHost name or address of this machine, as seen by the workers
   * @param secretFile the shared secret; empty if the cluster does not authenticate
   */
  public SparkJob(
      Project project, RunDirectory directory, String driverHost, Optional<Path> secretFile) {
    this.project = project;
    this.directory = directory;
    this.driverHost = driverHost;
    this.security = secretFile.map(SparkSecurity::new);
  }

  /**
   * Returns a process that submits the job and ends with it.
   *
   * @param masterUrl {@code spark://HOST:PORT}
   * @param executorMebibytes heap of an executor
   * @param arguments of the job: its command and options
   */
  public ProcessBuilder process(String masterUrl, int executorMebibytes, List<String> arguments) {
    SparkInstallation installation = new SparkInstallation(project, directory, driverHost);
    installation.prepare();
    Resources.copy("job-log4j2.properties", logging());
    security.ifPresent(secured -> secured.write(properties()));
    List<String> jvm = new ArrayList<>(new ServiceJvm(directory, "backfill").options());
    jvm.addAll(
        List.of(
            "-Xmx512m",
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.configurationFile=" + logging().toUri(),
            "-Devilnet.log=" + directory.log("backfill")));
    List<String> command =
        installation.command(
            jvm,
            "org.apache.spark.deploy.SparkSubmit",
            submission(masterUrl, executorMebibytes, arguments));
    ProcessBuilder process = new ProcessBuilder(command);
    ServiceEnvironment.clean(process.environment());
    process.environment().putAll(installation.environment());
    return process;
  }

  /**
   * Returns a process that prints the help of a command of the job, without spark-submit or a
   * cluster.
   */
  public ProcessBuilder help(String command) {
    String classpath =
        String.join(
            File.pathSeparator, project.jobJar().toString(), project.serverClasspath("spark"));
    JavaCommand java =
        new JavaCommand(
            classpath,
            List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"),
            MAIN,
            List.of(command, "--help"));
    ProcessBuilder process = new ProcessBuilder(java.line());
    ServiceEnvironment.clean(process.environment());
    process.environment().putAll(java.environment());
    return process;
  }

  /**
   * Maps the exit code of the process: 0 equal, 1 different, 2 failed, regardless of other exit
   * codes of Spark or the JVM. Of the processes that exit with 1, only a job that found differences
   * has written its report.
   *
   * @param exitCode of the process
   * @param report report directory of the run, without an earlier report
   */
  public static int exitCode(int exitCode, Path report) {
    boolean isDifferent = exitCode == 1 && Files.exists(report.resolve(REPORT));
    return exitCode == 0 || isDifferent ? exitCode : FAILED;
  }

  private List<String> submission(String masterUrl, int executorMebibytes, List<String> arguments) {
    List<String> submission =
        new ArrayList<>(
            List.of(
                "--master",
                masterUrl,
                "--deploy-mode",
                "client",
                "--class",
                MAIN,
                "--executor-memory",
                executorMebibytes + "m"));
    if (security.isPresent()) {
      submission.addAll(List.of("--properties-file", properties().toString()));
    }
    Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
    settings.put("spark.driver.host", driverHost);
    settings.put("spark.driver.bindAddress", driverHost);
    settings.forEach(
        (name, value) -> {
          submission.add("--conf");
          submission.add(name + "=" + value);
        });
    submission.add(project.jobJar().toString());
    submission.addAll(arguments);
    return submission;
  }

  private Path properties() {
    return directory.run("backfill-spark.conf");
  }

  private Path logging() {
    return directory.run("backfill-log4j2.properties");
  }
}
