package io.evilnet.launcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.cluster.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A project with the real scripts that appears to be built, and stubs of Java and Maven. */
record BuiltProject(Path temp) {
  /** Exit code and complete output of a script. */
  record Result(int exitCode, String output) {
    String onlyLineOfFailure() {
      return onlyLineOfFailure(1);
    }

    String onlyLineOfFailure(int expectedExitCode) {
      assertThat(exitCode).as(output).isEqualTo(expectedExitCode);
      assertThat(output.lines()).hasSize(1);
      return output;
    }
  }

  static BuiltProject in(Path temp) throws IOException {
    BuiltProject project = new BuiltProject(temp);
    Path original = Project.find().root();
    for (String script : List.of("start-all.sh", "bin/evilnet", "bin/lib.sh", "bin/docker.sh")) {
      Files.createDirectories(project.path(script).getParent());
      Files.copy(
          original.resolve(script), project.path(script), StandardCopyOption.COPY_ATTRIBUTES);
    }
    project.write("pom.xml", "");
    project.write("infra/servers/kafka/pom.xml", "");
    for (String module :
        List.of(
            "core",
            "platform",
            "store",
            "infra/launcher",
            "ingest",
            "streams-app",
            "backfill-spark",
            "bench",
            "testkit/simulator",
            "testkit/chaos")) {
      project.write(
          "%s/target/evilnet-%s-1.jar".formatted(module, Path.of(module).getFileName()), "");
      project.write(module + "/target/classpath", "a-library.jar");
    }
    project.write("infra/servers/kafka/target/classpath", "kafka.jar");
    project.write("infra/servers/cassandra/target/classpath", "cassandra.jar");
    project.write("infra/servers/spark/target/classpath", "spark.jar");
    project.write("target/evilnet-built", "");
    return project;
  }

  Path path(String file) {
    return temp.resolve("project").resolve(file);
  }

  void write(String file, String content) throws IOException {
    Files.createDirectories(path(file).getParent());
    Files.writeString(path(file), content, UTF_8);
  }

  void java(String version, String script) throws IOException {
    program(
        "java",
        "if [[ ${*: -1} == -version ]]; then echo 'openjdk version \"%s\"' >&2; exit; fi\n%s"
            .formatted(version, script));
  }

  /** Returns the JDK of this test, with its classes in place of the missing jars. */
  void realJava() throws IOException {
    program(
        "java",
        "export CLASSPATH='%s'; exec '%s/bin/java' \"$@\""
            .formatted(System.getProperty("java.class.path"), System.getProperty("java.home")));
  }

  /** Installs an additional JDK below the home directory. */
  void install(String home, String version) throws IOException {
    Path jdk = temp.resolve(home);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    for (String name : List.of("java", "javac")) {
      executable(
          jdk.resolve("bin").resolve(name),
          """
          if [[ ${*: -1} == -version ]]; then echo 'openjdk version "%s"' >&2; exit; fi
          echo "JDK %s"
          """
              .formatted(version, version));
    }
  }

  void toolchain(String home) throws IOException {
    Path file = temp.resolve(".m2/toolchains.xml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "<jdkHome>%s</jdkHome>\n".formatted(temp.resolve(home)));
  }

  void maven(String script) throws IOException {
    program("mvn", script);
  }

  /** Creates a stub of docker that records its arguments and the variables for interpolation. */
  void docker(String script) throws IOException {
    program("docker", script);
  }

  void removeJava() throws IOException {
    Files.delete(temp.resolve("jdk/bin/java"));
  }

  /** Records this process as the supervisor, by pid and start time, as the scripts expect. */
  void registerSupervisor() throws IOException, InterruptedException {
    long pid = ProcessHandle.current().pid();
    String start = run("bash", "-c", "project=$PWD; source bin/lib.sh; start_of " + pid).output();
    write(".evilnet/run/supervisor.pid", pid + " " + start + "\n");
  }

  void removeMaven() throws IOException {
    Files.delete(temp.resolve("jdk/bin/mvn"));
  }

  Result run(String... command) throws IOException, InterruptedException {
    return run(Map.of(), command);
  }

  Result run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Process process = start(environment, command);
    assertThat(process.waitFor(40, SECONDS)).isTrue();
    return new Result(process.exitValue(), output());
  }

  Process start(String... command) throws IOException {
    return start(Map.of(), command);
  }

  private Process start(Map<String, String> environment, String... command) throws IOException {
    Files.deleteIfExists(outputFile());
    ProcessBuilder builder = new ProcessBuilder(command).directory(path("").toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("EVILNET_"));
    variables.put("JAVA_HOME", temp.resolve("jdk").toString());
    variables.put("MAVEN", temp.resolve("jdk/bin/mvn").toString());
    variables.put("HOME", temp.toString());
    variables.put("EVILNET_JVM_DIR", temp.resolve("jvm").toString());
    variables.merge(
        "PATH", temp.resolve("jdk/bin").toString(), (path, prefix) -> prefix + ":" + path);
    variables.putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(outputFile().toFile()).start();
  }

  String output() throws IOException {
    return Files.readString(outputFile(), UTF_8);
  }

  private Path outputFile() {
    return temp.resolve("output");
  }

  /** Creates a program that precedes the system's in PATH. */
  void program(String name, String script) throws IOException {
    executable(temp.resolve("jdk/bin").resolve(name), script);
  }

  private static void executable(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + script + "\n", UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
