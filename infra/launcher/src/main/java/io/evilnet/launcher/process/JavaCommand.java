package io.evilnet.launcher.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Command line of a Java program, run with the JDK of this process.
 *
 * <p>The class path is passed in the environment: a hundred jars in the arguments would hide the
 * others in a process list.
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
