package io.evilnet.launcher.job;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.evilnet.launcher.cluster.SparkJob;
import io.evilnet.platform.lifecycle.Termination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Process of the batch job, which is terminated with this one. */
public final class JobProcess {

  /** Longer than any repeated run; a hanging run must not block the next ones forever. */
  private static final Duration TIMEOUT = Duration.ofHours(2);

  private static final Logger LOG = LoggerFactory.getLogger(JobProcess.class);

  private final Termination termination;
  private volatile Process running;

  public JobProcess(Termination termination) {
    this.termination = termination;
    termination.onRequest(this::terminate);
  }

  /**
   * Logs the arguments of a repeated job, and runs it for two hours at most.
   *
   * @param arguments of the job, for the log
   * @param report report directory of the run
   * @return 0 equal, 1 different, 2 failed
   */
  public int repeat(List<String> arguments, ProcessBuilder job, Path report)
      throws IOException, InterruptedException {
    LOG.info("{}", String.join(" ", arguments));
    return run(job, report, TIMEOUT);
  }

  /**
   * Runs the job to its end.
   *
   * @param report report directory of the run
   * @param timeout time after which the process is killed
   * @return 0 equal, 1 different, 2 failed
   */
  public int run(ProcessBuilder job, Path report, Duration timeout)
      throws IOException, InterruptedException {
    Files.deleteIfExists(report.resolve(SparkJob.REPORT));
    job.environment().put("EVILNET_REPORT", report.toString());
    running = job.inheritIO().start();
    if (termination.isRequested()) {
      terminate();
    }
    if (!running.waitFor(timeout.toMillis(), MILLISECONDS)) {
      LOG.warn("killed after a timeout of {}", timeout);
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
