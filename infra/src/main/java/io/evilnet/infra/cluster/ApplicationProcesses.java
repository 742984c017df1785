package io.evilnet.infra.cluster;

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

  /**
   * For a streams-app whose work nobody does while it is away: the first tier of the compiler only,
   * which is half the work of a start. Where another one takes over, both tiers, with which it
   * counts half as much again after some minutes.
   */
  private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1");

  /**
   * A process that counts.
   *
   * @param isAlone whether no other process does its work while it is away
   */
  public Service.Builder streams(String name, boolean isAlone) {
    return application(name, "streams-app", "streams-app", isAlone ? QUICK_START : List.of());
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
