package io.evilnet.schedule;

import io.evilnet.launcher.cluster.SparkJob;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.schedule.RunMeters.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scheduled run: submits the batch job, which waits for a concurrent one, and awaits its end. */
@DisallowConcurrentExecution
final class ValidationJob implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(ValidationJob.class);

  /** Longer than any run; a hanging job must not block the schedule forever. */
  private static final Duration LONGEST = Duration.ofHours(2);

  private final ScheduleSettings settings;
  private final SparkJob spark;
  private final String sparkMaster;
  private final int executorMebibytes;
  private final RunDirectory directory;
  private final RunMeters meters;
  private final InstantSource clock;
  private volatile Process running;

  ValidationJob(
      ScheduleSettings settings,
      SparkJob spark,
      String sparkMaster,
      int executorMebibytes,
      RunDirectory directory,
      RunMeters meters,
      InstantSource clock) {
    this.settings = settings;
    this.spark = spark;
    this.sparkMaster = sparkMaster;
    this.executorMebibytes = executorMebibytes;
    this.directory = directory;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public void execute(JobExecutionContext context) {
    Instant begin = clock.instant();
    Ending ending = Ending.FAILED;
    try {
      ending = run(begin);
    } catch (IOException e) {
      LOG.error("cannot start the job", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      meters.ended(ending, clock.instant(), Duration.between(begin, clock.instant()));
    }
  }

  private Ending run(Instant now) throws IOException, InterruptedException {
    List<String> command = settings.command(now);
    Path report = directory.root().resolve("reports").resolve("scheduled");
    ProcessBuilder builder = spark.process(sparkMaster, executorMebibytes, command).inheritIO();
    builder.environment().put("EVILNET_REPORT", report.toString());
    Path json = report.resolve(SparkJob.REPORT);
    Files.deleteIfExists(json);
    LOG.info("{}", String.join(" ", command));
    running = builder.start();
    if (!running.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
      running.destroyForcibly().waitFor();
    }
    Ending ending = Ending.of(SparkJob.exitCode(running.exitValue(), report));
    if (ending != Ending.FAILED && Files.exists(json)) {
      meters.read(json);
    }
    LOG.info("{}: {}", command.get(0), ending.label());
    return ending;
  }

  /** Terminates the current run. */
  void end() {
    Process process = running;
    if (process != null) {
      process.destroy();
    }
  }
}
