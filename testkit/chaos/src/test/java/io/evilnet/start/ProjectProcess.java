package io.evilnet.start;

import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.process.JavaCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Creates processes of this project like its scripts, in an environment without settings. */
public final class ProjectProcess {

  private ProjectProcess() {}

  /**
   * Returns a process that is not started yet, and whose child processes use only the first
   * compiler tier, because they run for minutes only.
   *
   * @param module path of the module below the project
   * @param main class with the main method
   * @param environment settings of the process
   */
  public static ProcessBuilder of(
      String module, String main, Map<String, String> environment, String... arguments) {
    Project project = Project.find();
    List<String> jvm = new ArrayList<>(List.of("-Xmx128m", "-XX:+UseSerialGC"));
    jvm.addAll(project.properties());
    JavaCommand java =
        new JavaCommand(project.applicationClasspath(module), jvm, main, List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(java.line());
    // Settings of another system must not apply to this one.
    builder.environment().keySet().removeIf(name -> name.startsWith("EVILNET_"));
    builder
        .environment()
        .put(
            "JAVA_TOOL_OPTIONS",
            "-XX:TieredStopAtLevel=1 -XX:+UnlockDiagnosticVMOptions"
                + " -XX:-BytecodeVerificationRemote");
    builder.environment().putAll(environment);
    builder.environment().putAll(java.environment());
    return builder;
  }
}
