package io.evilnet.chaos.fault;

import io.evilnet.platform.lifecycle.ExitCodes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Detects unexpected terminations of processes in the launcher's output. */
public final class Deaths {

  private static final Pattern DIED =
      Pattern.compile("\\s*(\\S+)\\s+died\\s+with exit code (\\d+)\\s*");

  /**
   * Exit codes after SIGKILL and SIGTERM, and the code with which streams-app requests a restart
   * after a long outage of Kafka.
   */
  private static final List<Integer> AS_MEANT =
      List.of(ExitCodes.KILLED, ExitCodes.TERMINATED, ExitCodes.TRY_AGAIN);

  private final List<String> unexpected = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  /**
   * Records that a process is being terminated, which may exit with any code while it is starting.
   */
  synchronized void told(String service) {
    told.add(service);
  }

  public synchronized void heard(String line) {
    Matcher died = DIED.matcher(line);
    if (died.matches()
        && !told.remove(died.group(1))
        && !AS_MEANT.contains(Integer.parseInt(died.group(2)))) {
      unexpected.add(died.group(1) + " with exit code " + died.group(2));
    }
  }

  /**
   * Returns the unexpected terminations since the last call, except for processes whose disk was
   * full.
   */
  public synchronized List<String> takeByThemselves(FaultPlan plan) {
    List<String> mayDie =
        plan.faults().stream()
            .filter(fault -> fault.kind() == Fault.Kind.FULL_DISK)
            .flatMap(fault -> fault.targets().stream())
            .toList();
    List<String> deaths =
        unexpected.stream()
            .filter(death -> !mayDie.contains(death.substring(0, death.indexOf(' '))))
            .toList();
    unexpected.clear();
    return deaths;
  }
}
