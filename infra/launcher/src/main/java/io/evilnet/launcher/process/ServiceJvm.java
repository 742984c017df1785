package io.evilnet.launcher.process;

import java.nio.file.Path;
import java.util.List;

/**
 * JVM options of every service, on its command line, where they override {@code JAVA_TOOL_OPTIONS}:
 * language, encoding and address family independent of the user, and files below the directory of
 * the cluster.
 */
public record ServiceJvm(RunDirectory directory, String service) {

  public List<String> options() {
    return List.of(
        "-Duser.language=en",
        "-Duser.country=US",
        "-Duser.variant=",
        "-Duser.extensions=",
        "-Dfile.encoding=UTF-8",
        "-Dsun.jnu.encoding=UTF-8",
        "-Djava.net.preferIPv6Addresses=false",
        "-Djava.io.tmpdir=" + directory.temporary(),
        // Native libraries are unpacked there; the temporary directory of the system may be
        // mounted noexec.
        "-Djna.tmpdir=" + directory.temporary(),
        "-XX:ErrorFile=" + crash("hs_err"),
        "-XX:HeapDumpPath=" + crash("heap"));
  }

  /** Returns a path in which the JVM replaces {@code %p} with its pid. */
  private String crash(String kind) {
    Path log = directory.log(service);
    return log.resolveSibling(service + "-" + kind).toString().replace("%", "%%") + "-%p.log";
  }
}
