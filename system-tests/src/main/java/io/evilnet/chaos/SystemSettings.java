package io.evilnet.chaos;

import java.nio.file.Path;

/**
 * Which system is started.
 *
 * @param directory for its data and logs; empty
 * @param rate posts a second of the simulator
 * @param streamsApps processes that count, 1 or 2
 * @param minInsyncReplicas copies that must take a write, 1 or 2
 * @param stateDiskMib size of a disk of its own for the state of the counting; 0 for none
 * @param ownClock whether its processes go by a clock of their own, where that is installed
 * @param counting what is counted, and how
 * @param schedule whether closed windows are validated and repaired every half minute
 * @param secure whether everything authenticates and is encrypted
 * @param sparkWorkers workers of Spark
 */
record SystemSettings(
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

  /** One that counts with one process, on the disk of everything else. */
  static SystemSettings plain(Path directory, long rate) {
    return new SystemSettings(directory, rate, 1, 1, 0, false, Counting.DEFAULT, false, false, 0);
  }

  /** The options of the command that start the same system. */
  String options() {
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

  /** The same in another directory. */
  SystemSettings in(Path other) {
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
