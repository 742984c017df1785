package io.evilnet.launcher.process;

import java.util.ArrayList;
import java.util.List;

/**
 * Commands whose threads sleep up to a millisecond longer than requested, so that the kernel wakes
 * them together.
 *
 * <p>Idle threads of Cassandra's executors sleep for microseconds at a time and check for work:
 * with the slack of 50 µs, the default of Linux, a third to a half of Cassandra's CPU time at a
 * constant rate is spent on these wake-ups. Without {@code /proc} commands are run unchanged.
 *
 * @see <a
 *     href="https://man7.org/linux/man-pages/man2/PR_SET_TIMERSLACK.2const.html">PR_SET_TIMERSLACK</a>
 */
public final class TimerSlack {
  private static final String SCRIPT =
      "{ echo 1000000 >/proc/self/timerslack_ns; } 2>/dev/null; exec \"$@\"";

  private TimerSlack() {}

  /** Returns the command, run by a shell that is replaced by it. */
  public static List<String> ofMillisecond(List<String> command) {
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh"));
    line.addAll(command);
    return line;
  }
}
