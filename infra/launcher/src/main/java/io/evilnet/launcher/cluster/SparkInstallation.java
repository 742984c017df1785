package io.evilnet.launcher.cluster;

import io.evilnet.launcher.process.JavaCommand;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.ServiceJvm;
import io.evilnet.launcher.process.StartScript;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A SPARK_HOME of symbolic links to the jars that Maven has resolved; workers start executors from
 * it.
 */
final class SparkInstallation {

  private final RunDirectory directory;
  private final String classpath;
  private final StartScript script;
  private final String host;

  /**
   * @param host name or address of this machine, as seen by the other processes of the cluster
   */
  SparkInstallation(Project project, RunDirectory directory, String host) {
    this.directory = directory;
    this.classpath = project.serverClasspath("spark");
    this.script = project.startScript();
    this.host = host;
  }

  /**
   * Returns the command line of a process of the cluster.
   *
   * @param name a process name of the start script
   */
  List<String> process(String name, List<String> jvmOptions, List<String> arguments) {
    return script.line(name, jvmOptions, arguments);
  }

  /** Returns the command line of a Spark tool. */
  List<String> command(List<String> jvmOptions, String mainClass, List<String> arguments) {
    List<String> jvm = new ArrayList<>(jvmOptions);
    jvm.add(script.optionsOf("spark"));
    return new JavaCommand(classpath, jvm, mainClass, arguments).line();
  }

  /** Returns the environment of all processes of the cluster. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(script.environment(classpath));
    environment.put("SPARK_HOME", home().toString());
    environment.put("SPARK_LOCAL_IP", host);
    environment.put("SPARK_LOCAL_HOSTNAME", host);
    environment.put("SPARK_SCALA_VERSION", "2.12");
    environment.put("SPARK_LOCAL_DIRS", directory.temporary().toString());
    return environment;
  }

  /** Creates the links, and removes those of jars that are no longer in the class path. */
  synchronized void prepare() {
    Path jars = home().resolve("jars");
    try {
      Files.createDirectories(jars);
      Files.createDirectories(directory.temporary());
      // Read by workers for their executors.
      Path conf = Files.createDirectories(home().resolve("conf"));
      Files.write(
          conf.resolve("java-opts"),
          new ServiceJvm(directory, "spark-executor")
              .options().stream().map(SparkInstallation::quoted).toList());
      Map<Path, Path> links = new HashMap<>();
      for (String jar : classpath.split(File.pathSeparator, -1)) {
        links.put(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
      }
      try (Stream<Path> existing = Files.list(jars)) {
        for (Path link : existing.toList()) {
          Path jar = Files.isSymbolicLink(link) ? Files.readSymbolicLink(link) : null;
          if (jar == null || !links.remove(link, jar)) {
            Files.delete(link);
          }
        }
      }
      for (Map.Entry<Path, Path> link : links.entrySet()) {
        Files.createSymbolicLink(link.getKey(), link.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot link the jars of Spark into " + jars, e);
    }
  }

  /** Quotes an option for Spark, which splits the options at unquoted spaces. */
  private static String quoted(String option) {
    return "\"" + option.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private Path home() {
    return directory.run("spark");
  }
}
