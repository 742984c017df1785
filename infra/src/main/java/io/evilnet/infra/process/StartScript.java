package io.evilnet.infra.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The script that starts our processes here as in an image, with the JDK that runs this one. What
 * their JVMs get by default is in files beside it.
 */
public record StartScript(Path path) {

  /** The file of JVM options of a process, as an argument of {@code java}. */
  public String optionsOf(String process) {
    return "@" + path.resolveSibling("jvm").resolve(process + ".jvm");
  }

  /**
   * A command that becomes the process.
   *
   * @param process a name that the script knows
   * @param jvmOptions beside those of the file; one that is in both is taken from here
   */
  public List<String> line(String process, List<String> jvmOptions, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of(path.toString(), process));
    line.addAll(jvmOptions);
    line.add("--");
    line.addAll(arguments);
    return line;
  }

  /** The environment that goes with {@link #line}. */
  public Map<String, String> environment(String classpath) {
    return Map.of("CLASSPATH", classpath, "JAVA_HOME", System.getProperty("java.home"));
  }
}
