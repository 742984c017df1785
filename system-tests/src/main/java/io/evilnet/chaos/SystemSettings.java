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
 * @param sparkWorkers workers of Spark, which has nothing to do
 */
record SystemSettings(
    Path directory,
    long rate,
    int streamsApps,
    int minInsyncReplicas,
    int stateDiskMib,
    boolean ownClock,
    int sparkWorkers) {

  /** One that counts with one process, on the disk of everything else. */
  static SystemSettings plain(Path directory, long rate) {
    return new SystemSettings(directory, rate, 1, 1, 0, false, 0);
  }

  /** The same in another directory. */
  SystemSettings in(Path other) {
    return new SystemSettings(
        other, rate, streamsApps, minInsyncReplicas, stateDiskMib, ownClock, sparkWorkers);
  }
}
