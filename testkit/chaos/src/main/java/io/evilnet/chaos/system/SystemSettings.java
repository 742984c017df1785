package io.evilnet.chaos.system;

import io.evilnet.chaos.oracle.Counting;
import java.nio.file.Path;

/**
 * Settings of a system.
 *
 * @param directory directory of its data and logs; empty
 * @param rate posts per second of the simulator
 * @param streamsApps instances of streams-app, 1 or 2
 * @param minInsyncReplicas {@code min.insync.replicas}, 1 or 2
 * @param stateDiskMib size of a separate disk for streams-app's state; 0 for none
 * @param ownClock whether its processes use an adjustable clock, if it is installed
 * @param counting counting settings
 * @param schedule whether closed windows are validated and repaired every 30 s
 * @param secure whether authentication and encryption are enabled
 * @param sparkWorkers number of Spark workers
 */
public record SystemSettings(
    Path directory,
    long rate,
    int streamsApps,
    int minInsyncReplicas,
    int stateDiskMib,
    boolean ownClock,
    Counting counting,
    boolean schedule,
    boolean secure,
    int sparkWorkers) {

  /** Returns settings with one instance of streams-app and no separate disk. */
  public static SystemSettings plain(Path directory, long rate) {
    return new SystemSettings(directory, rate, 1, 1, 0, false, Counting.DEFAULT, false, false, 0);
  }

  /** Returns the command-line options that start the same system. */
  public String options() {
    return "--rate %d --streams-apps %d --min-insync-replicas %d%s%s%s"
        .formatted(
            rate,
            streamsApps,
            minInsyncReplicas,
            counting.equals(Counting.DEFAULT)
                ? ""
                : " --countries %s --window %d --grace %d"
                    .formatted(
                        counting.countriesSetting(),
                        counting.window().toSeconds(),
                        counting.grace().toSeconds()),
            schedule ? " --schedule" : "",
            secure ? " --secure" : "");
  }

  /** Returns the settings with another directory. */
  public SystemSettings in(Path other) {
    return new SystemSettings(
        other,
        rate,
        streamsApps,
        minInsyncReplicas,
        stateDiskMib,
        ownClock,
        counting,
        schedule,
        secure,
        sparkWorkers);
  }
}
