package io.evilnet.chaos;

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
 * The clock of all processes of a system, which can be put forward, as after a suspended machine,
 * and back, as by somebody who corrects it. It is libfaketime (Debian's package of that name)
 * between each process and the kernel.
 */
final class FakeClock {

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

  /** A clock that is right until now; empty where libfaketime is not installed. */
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

  /** Variables for the processes that go by it. What they wait for, they wait for in true time. */
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
        // With what it does by default for the C library of today, a wait of a JVM ends at once.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  /** Puts it forward, or back by what is negative; within a second all have noticed. */
  void move(Duration by) throws IOException {
    ahead = ahead.plus(by);
    Path next = file.resolveSibling("clock.next");
    Files.writeString(next, "%+d%n".formatted(ahead.toSeconds()), UTF_8);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
