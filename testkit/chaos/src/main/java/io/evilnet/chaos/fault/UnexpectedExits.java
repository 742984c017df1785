package io.evilnet.chaos.fault;

import io.evilnet.platform.lifecycle.ExitCodes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Detects unexpected exits of processes in the launcher's output. */
public final class UnexpectedExits {

  private static final Pattern EXITED =
      Pattern.compile("\\s*(\\S+)\\s+exited\\s+with exit code (\\d+)\\s*");

  /**
   * Exit codes after SIGKILL and SIGTERM, and the code with which streams-app requests a restart
   * after a long outage of Kafka.
   */
  private static final List<Integer> EXPECTED_CODES =
      List.of(ExitCodes.KILLED, ExitCodes.TERMINATED, ExitCodes.TRY_AGAIN);

  private final List<String> unexpected = new ArrayList<>();
  private final Set<String> expectedExits = new HashSet<>();

  /**
   * Records that a process is being terminated, which may exit with any code while it is starting.
   */
  synchronized void expectExit(String service) {
    expectedExits.add(service);
  }

  /** Parses a line of output. */
  public synchronized void onOutputLine(String line) {
    Matcher exited = EXITED.matcher(line);
    if (exited.matches()
        && !expectedExits.remove(exited.group(1))
        && !EXPECTED_CODES.contains(Integer.parseInt(exited.group(2)))) {
      unexpected.add(exited.group(1) + " with exit code " + exited.group(2));
    }
  }

  /**
   * Returns and clears the unexpected exits since the last call, except for processes with a full
   * disk.
   */
  public synchronized List<String> drain(FaultPlan plan) {
    List<String> mayExit =
        plan.faults().stream()
            .filter(fault -> fault.kind() == Fault.Kind.FULL_DISK)
            .flatMap(fault -> fault.targets().stream())
            .toList();
    List<String> drained =
        unexpected.stream()
            .filter(exit -> !mayExit.contains(exit.substring(0, exit.indexOf(' '))))
            .toList();
    unexpected.clear();
    return drained;
  }
}
