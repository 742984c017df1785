package io.evilnet.infra.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Java program to start with the JDK that runs this one.
 *
 * <p>The class path goes through the environment: a hundred jars in the arguments would hide the
 * rest in a process list.
 */
public record JavaCommand(
    String classpath, List<String> jvmOptions, String mainClass, List<String> arguments) {
  public JavaCommand {
    jvmOptions = List.copyOf(jvmOptions);
    arguments = List.copyOf(arguments);
  }

  public List<String> line() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvmOptions);
    line.add(mainClass);
    line.addAll(arguments);
    return line;
  }

  public Map<String, String> environment() {
    return Map.of("CLASSPATH", classpath);
  }
}
