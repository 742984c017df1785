package io.evilnet.infra.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.infra.process.JavaCommand;
import io.evilnet.infra.process.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A SPARK_HOME made of the jars that Maven has resolved, as links: the worker starts its executors
 * with what it finds there.
 */
final class SparkInstallation {

  /**
   * What Spark 3.5 needs on JDK 17, as its own launcher has it.
   *
   * @see <a
   *     href="https://github.com/apache/spark/blob/v3.5.7/launcher/src/main/java/org/apache/spark/launcher/JavaModuleOptions.java">JavaModuleOptions</a>
   */
  private static final List<String> JVM_MODULES =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.cs=ALL-UNNAMED",
          "--add-opens=java.base/sun.security.action=ALL-UNNAMED",
          "--add-opens=java.base/sun.util.calendar=ALL-UNNAMED",
          "--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
          "-Djdk.reflect.useDirectMethodHandle=false");

  private final RunDirectory directory;
  private final String classpath;

  SparkInstallation(RunDirectory directory, String classpath) {
    this.directory = directory;
    this.classpath = classpath;
  }

  /** A command of Spark's, with what all of them need. */
  JavaCommand command(List<String> jvmOptions, String mainClass, List<String> arguments) {
    List<String> jvm = new ArrayList<>(jvmOptions);
    jvm.add("-XX:+UseSerialGC");
    jvm.add("-Djava.awt.headless=true");
    jvm.addAll(JVM_MODULES);
    return new JavaCommand(classpath, jvm, mainClass, arguments);
  }

  /** The environment that goes with {@link #command}. */
  Map<String, String> environment(JavaCommand command) {
    Map<String, String> environment = new HashMap<>(command.environment());
    environment.put("SPARK_HOME", home().toString());
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SPARK_LOCAL_HOSTNAME", "127.0.0.1");
    environment.put("SPARK_SCALA_VERSION", "2.12");
    return environment;
  }

  /** Makes the links; those that are there stay. */
  synchronized void prepare() {
    Path jars = home().resolve("jars");
    try {
      Files.createDirectories(jars);
      for (String jar : classpath.split(File.pathSeparator, -1)) {
        Path link = jars.resolve(Path.of(jar).getFileName());
        if (!Files.isSymbolicLink(link)) {
          Files.createSymbolicLink(link, Path.of(jar));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot link the jars of Spark into " + jars, e);
    }
  }

  /**
   * A log4j configuration.
   *
   * @param file where to write it
   * @param text its properties
   */
  void writeLogging(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private Path home() {
    return directory.run("spark");
  }
}
