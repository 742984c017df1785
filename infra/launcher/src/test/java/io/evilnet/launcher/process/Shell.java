package io.evilnet.launcher.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Services that are shell commands, for a quick start. */
final class Shell {
  private Shell() {}

  static Service.Builder service(String name, String command) {
    return Service.named(name)
        .command(List.of("/bin/sh", "-c", command))
        .startWithin(Duration.ofSeconds(10))
        .stopWithin(Duration.ofSeconds(10));
  }

  /** Returns a service that is ready once it has created a file, and runs until SIGTERM. */
  static Service.Builder lasting(String name, Path directory) {
    Path ready = directory.resolve(name + ".ready");
    // A builtin: a process of its own could create the file after the shell has been stopped.
    return service(name, ": > '%s'; exec tail -f /dev/null".formatted(ready))
        .health(() -> Files.exists(ready))
        .preparation(() -> ready.toFile().delete());
  }
}
