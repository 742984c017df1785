package io.evilnet.bench.usage;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** User and system CPU time of processes. */
public final class CpuTime {

  private CpuTime() {}

  /** Returns the CPU time since the start of a process, with its live descendants. */
  public static Duration of(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .map(each -> each.info().totalCpuDuration())
        .flatMap(Optional::stream)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
