package io.evilnet.launcher.job;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.evilnet.launcher.cluster.SparkJob;
import io.evilnet.platform.lifecycle.Termination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Process of the batch job, which is terminated with this one. */
public final class JobProcess {

  private final Termination termination;
  private volatile Process running;

  public JobProcess(Termination termination) {
    this.termination = termination;
    termination.onRequest(this::terminate);
  }

  /**
   * Runs the job to its end.
   *
   * @param report report directory of the run
   * @param longest time after which the process is killed
   * @return 0 equal, 1 different, 2 failed
   */
  public int run(ProcessBuilder job, Path report, Duration longest)
      throws IOException, InterruptedException {
    Files.deleteIfExists(report.resolve(SparkJob.REPORT));
    job.environment().put("EVILNET_REPORT", report.toString());
    running = job.inheritIO().start();
    if (termination.isRequested()) {
      terminate();
    }
    if (!running.waitFor(longest.toMillis(), MILLISECONDS)) {
      running.destroyForcibly().waitFor();
    }
    return SparkJob.exitCode(running.exitValue(), report);
  }

  private void terminate() {
    if (running != null) {
      running.destroy();
    }
  }
}
