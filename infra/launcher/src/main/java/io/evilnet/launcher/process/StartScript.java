package io.evilnet.launcher.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The script that starts EvilNet's processes, here as in an image, with the JDK of this process.
 * The default JVM options are in files beside it.
 */
public record StartScript(Path path) {

  /** Returns the {@code @file} argument of {@code java} with the JVM options of a process. */
  public String optionsOf(String process) {
    return "@" + path.resolveSibling("jvm").resolve(process + ".jvm");
  }

  /**
   * Returns the command line of a process.
   *
   * @param process a process name of the script
   * @param jvmOptions options in addition to those of the file, which they override
   */
  public List<String> line(String process, List<String> jvmOptions, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of(path.toString(), process));
    line.addAll(jvmOptions);
    line.add("--");
    line.addAll(arguments);
    return line;
  }

  /** Returns the environment for {@link #line}. */
  public Map<String, String> environment(String classpath) {
    return Map.of("CLASSPATH", classpath, "JAVA_HOME", System.getProperty("java.home"));
  }
}
