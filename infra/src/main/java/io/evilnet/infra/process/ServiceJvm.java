package io.evilnet.infra.process;

import java.nio.file.Path;
import java.util.List;

/**
 * JVM options that every service gets on its command line, where they win over {@code
 * JAVA_TOOL_OPTIONS}: the same language, encoding and address family whoever starts it, and files
 * below the directory of the cluster.
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
        // Native libraries are unpacked there, which the temporary directory of the system may not
        // allow to be executed.
        "-Djna.tmpdir=" + directory.temporary(),
        "-XX:ErrorFile=" + crash("hs_err"),
        "-XX:HeapDumpPath=" + crash("heap"));
  }

  /** The JVM puts its pid in place of {@code %p}. */
  private String crash(String kind) {
    Path log = directory.log(service);
    return log.resolveSibling(service + "-" + kind).toString().replace("%", "%%") + "-%p.log";
  }
}
