package io.evilnet.infra.cluster;

import io.evilnet.infra.process.LateSecondTier;
import io.evilnet.infra.process.RunDirectory;
import io.evilnet.infra.process.Service;
import io.evilnet.infra.process.ServiceJvm;
import io.evilnet.infra.process.StartScript;
import java.util.ArrayList;
import java.util.List;

/**
 * Our own applications as the launcher starts them: command, options of the JVM, class path and
 * data directory. Their settings come on top.
 */
public record ApplicationProcesses(Project project, RunDirectory directory) {

  /** A process that counts. */
  public Service.Builder streams(String name) {
    return application(name, "streams-app", "streams-app", LateSecondTier.OPTIONS);
  }

  /**
   * A process of any application.
   *
   * @param name names its data directory and its log
   * @param process a name that the start script knows
   * @param module whose class path it gets
   * @param jvmOptions beside those that the script and every service have
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
