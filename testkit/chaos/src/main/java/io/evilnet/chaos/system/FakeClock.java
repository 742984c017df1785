package io.evilnet.chaos.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adjustable clock of all processes of a system, by libfaketime (Debian package of that name):
 * forward, as after a suspension of the machine, and back, as after a correction.
 */
public final class FakeClock {

  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"));

  private final Path library;
  private final Path file;
  private Duration ahead = Duration.ZERO;

  private FakeClock(Path library, Path file) {
    this.library = library;
    this.file = file;
  }

  /** Creates a clock with the system time; empty if libfaketime is not installed. */
  static Optional<FakeClock> in(Path directory) throws IOException {
    Optional<Path> library = LIBRARIES.stream().filter(Files::isReadable).findFirst();
    if (library.isEmpty()) {
      return Optional.empty();
    }
    FakeClock clock = new FakeClock(library.get(), directory.resolve("clock"));
    Files.createDirectories(directory);
    clock.move(Duration.ZERO);
    return Optional.of(clock);
  }

  /**
   * Returns the environment variables of the processes. Timed waits use the real monotonic clock.
   */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "DONT_FAKE_MONOTONIC",
        "1",
        // With libfaketime's default for current versions of glibc, timed waits of a JVM
        // return immediately.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  /**
   * Advances the clock, or sets it back by a negative duration; all processes observe it within a
   * second.
   */
  public void move(Duration by) throws IOException {
    ahead = ahead.plus(by);
    Path next = file.resolveSibling("clock.next");
    Files.writeString(next, "%+d%n".formatted(ahead.toSeconds()), UTF_8);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
