package io.evilnet.launcher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.evilnet.launcher.process.ServiceFailure;
import io.evilnet.launcher.process.StartScript;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The checkout that contains the build: jars and class paths of the processes. */
public record Project(Path root) {
  private static final String ROOT_PROPERTY = "evilnet.project";
  private static final String JARS_PROPERTY = "evilnet.jars";
  private static final String MARKER = "infra/servers/kafka/pom.xml";

  /**
   * Returns the project in the system property {@code evilnet.project}, else the one that contains
   * the working directory.
   *
   * @throws ServiceFailure if there is none
   */
  public static Project find() {
    String named = System.getProperty(ROOT_PROPERTY);
    Path start = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
    for (Path directory = start; directory != null; directory = directory.getParent()) {
      if (Files.isRegularFile(directory.resolve(MARKER))) {
        return new Project(directory);
      }
    }
    throw new ServiceFailure(
        "%s is not inside the EvilNet project: run the command there, or set -D%s=<directory>."
            .formatted(start, ROOT_PROPERTY));
  }

  /** Returns the JVM options that pass this project to another Java process. */
  public List<String> properties() {
    String copies = System.getProperty(JARS_PROPERTY);
    String named = "-D" + ROOT_PROPERTY + "=" + root;
    return copies == null ? List.of(named) : List.of(named, "-D" + JARS_PROPERTY + "=" + copies);
  }

  /** Returns the script that starts EvilNet's processes. */
  public StartScript startScript() {
    return new StartScript(root.resolve("infra/images/run"));
  }

  /** Returns the class path of a server from Maven Central. */
  String serverClasspath(String server) {
    return read(root.resolve("infra/servers").resolve(server).resolve("target/classpath"));
  }

  /**
   * Returns the class path of an application of this project: its jar and its dependencies.
   *
   * <p>The project's own jars are taken from the directory in the system property {@code
   * evilnet.jars}, if it is set: a build that replaces them must not affect running processes.
   */
  public String applicationClasspath(String module) {
    Path target = root.resolve(module).resolve("target");
    String classpath = jar(module, target) + File.pathSeparator + read(target.resolve("classpath"));
    String copies = System.getProperty(JARS_PROPERTY);
    return copies == null
        ? classpath
        : Arrays.stream(classpath.split(File.pathSeparator, -1))
            .map(entry -> copyOf(Path.of(entry), Path.of(copies)))
            .map(Path::toString)
            .collect(joining(File.pathSeparator));
  }

  /** Returns the jar of the batch job with its dependencies that Spark does not provide. */
  Path jobJar() {
    Path target = root.resolve("backfill-spark/target");
    Path jar = onlyJar("backfill-spark", target, "-job.jar");
    String copies = System.getProperty(JARS_PROPERTY);
    return copies == null ? jar : copyOf(jar, Path.of(copies));
  }

  private Path copyOf(Path jar, Path copies) {
    return jar.startsWith(root) ? copies.resolve(jar.getFileName()) : jar;
  }

  private static Path jar(String module, Path target) {
    return onlyJar(module, target, ".jar");
  }

  private static Path onlyJar(String module, Path target, String ending) {
    try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
      List<Path> jars =
          files
              .filter(file -> file.getFileName().toString().startsWith("evilnet-"))
              .filter(file -> file.toString().endsWith(ending))
              .toList();
      if (jars.size() != 1) {
        throw new ServiceFailure(
            "%s has %d evilnet-*%s in %s, expected one: build with 'mvn clean package'."
                .formatted(module, jars.size(), ending, target));
      }
      return jars.get(0);
    } catch (IOException e) {
      throw new ServiceFailure("Cannot list %s: %s".formatted(target, e.getMessage()), e);
    }
  }

  private static String read(Path classpath) {
    try {
      return Files.readString(classpath, UTF_8).strip();
    } catch (IOException e) {
      throw new ServiceFailure(
          "%s does not exist: build with 'mvn -DskipTests package'.".formatted(classpath), e);
    }
  }
}
