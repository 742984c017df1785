package io.evilnet.launcher.cluster;

/**
 * Resources of a Spark worker.
 *
 * @param cores concurrent tasks, 1 or more
 * @param memoryMebibytes memory for executors, 512 or more
 */
public record WorkerResources(int cores, int memoryMebibytes) {

  /** Enough for one job. */
  public static final WorkerResources SMALL = new WorkerResources(2, 1024);

  private static final int LEAST_MEBIBYTES = 512;

  public WorkerResources {
    if (cores < 1) {
      throw new IllegalArgumentException("worker-cores must be 1 or more, but is " + cores);
    }
    if (memoryMebibytes < LEAST_MEBIBYTES) {
      throw new IllegalArgumentException(
          "worker-memory must be %d or more MiB, but is %d"
              .formatted(LEAST_MEBIBYTES, memoryMebibytes));
    }
  }
}
