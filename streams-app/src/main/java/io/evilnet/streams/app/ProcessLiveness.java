package io.evilnet.streams.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Supplies the reason for a restart, if any: a permanently failed part, or a deadlock. An
 * unavailability of Kafka or Cassandra is no reason.
 */
final class ProcessLiveness implements Supplier<Optional<String>> {

  private final List<Supplier<Optional<String>>> parts;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  ProcessLiveness(List<Supplier<Optional<String>>> parts) {
    this.parts = List.copyOf(parts);
  }

  @Override
  public Optional<String> get() {
    return parts.stream()
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst()
        .or(this::deadlock);
  }

  private Optional<String> deadlock() {
    long[] found = threads.findDeadlockedThreads();
    if (found == null) {
      return Optional.empty();
    }
    return Optional.of(
        "deadlock of threads "
            + Arrays.stream(threads.getThreadInfo(found))
                .filter(info -> info != null)
                .map(ThreadInfo::getThreadName)
                .sorted()
                .collect(Collectors.joining(", ")));
  }
}
