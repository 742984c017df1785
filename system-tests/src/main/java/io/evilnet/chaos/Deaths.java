package io.evilnet.chaos;

import io.evilnet.infra.process.ExitCodes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Listens to what the launcher says, for processes that end without having been told to. */
final class Deaths {

  private static final Pattern DIED =
      Pattern.compile("\\s*(\\S+)\\s+died\\s+with exit code (\\d+)\\s*");

  /**
   * What a process leaves that SIGKILL or SIGTERM has ended, and the counting when Kafka was away
   * for longer than it can wait: to be started anew is what it does then.
   */
  private static final List<Integer> AS_MEANT =
      List.of(ExitCodes.KILLED, ExitCodes.TERMINATED, ExitCodes.TRY_AGAIN);

  private final List<String> unexpected = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  /** A process was told to end; while it still starts, it may do so with any exit code. */
  synchronized void told(String service) {
    told.add(service);
  }

  synchronized void heard(String line) {
    Matcher died = DIED.matcher(line);
    if (died.matches()
        && !told.remove(died.group(1))
        && !AS_MEANT.contains(Integer.parseInt(died.group(2)))) {
      unexpected.add(died.group(1) + " with exit code " + died.group(2));
    }
  }

  /**
   * Those that have died by themselves since it was last asked, but for one that may: its disk was
   * full.
   */
  synchronized List<String> takeByThemselves(FaultPlan plan) {
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
