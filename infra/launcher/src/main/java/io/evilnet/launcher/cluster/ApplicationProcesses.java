package io.evilnet.launcher.cluster;

import io.evilnet.launcher.process.LateSecondTier;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.Service;
import io.evilnet.launcher.process.ServiceJvm;
import io.evilnet.launcher.process.StartScript;
import java.util.ArrayList;
import java.util.List;

/**
 * EvilNet's applications as started by the launcher: command, JVM options, class path and data
 * directory. Their settings are added.
 */
public record ApplicationProcesses(Project project, RunDirectory directory) {

  /** Returns an instance of streams-app. */
  public Service.Builder streams(String name) {
    return application(name, "streams-app", "streams-app", LateSecondTier.OPTIONS);
  }

  /**
   * Returns a process of any application.
   *
   * @param name name of its data directory and log
   * @param process a process name of the start script
   * @param module module with its class path
   * @param jvmOptions options in addition to those of the script and of every service
   */
  public Service.Builder application(
      String name, String process, String module, List<String> jvmOptions) {
    StartScript script = project.startScript();
    List<String> jvm = new ArrayList<>(new ServiceJvm(directory, name).options());
    jvm.addAll(jvmOptions);
    return Service.named(name)
        .command(script.line(process, jvm, List.of()))
        .environment(script.environment(project.applicationClasspath(module)))
        .environment("EVILNET_DATA_DIR", directory.data(name).toString());
  }
}
