package io.evilnet.infra.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Services that are shell commands, quick to start. */
final class Shell {
  private Shell() {}

  static Service.Builder service(String name, String command) {
    return Service.named(name)
        .command(List.of("/bin/sh", "-c", command))
        .startWithin(Duration.ofSeconds(10))
        .stopWithin(Duration.ofSeconds(10));
  }

  /** A service that is ready when it has made a file, and lives until it is told to end. */
  static Service.Builder lasting(String name, Path directory) {
    Path ready = directory.resolve(name + ".ready");
    return service(name, "touch '%s'; exec tail -f /dev/null".formatted(ready))
        .health(() -> Files.exists(ready))
        .preparation(() -> ready.toFile().delete());
  }
}
