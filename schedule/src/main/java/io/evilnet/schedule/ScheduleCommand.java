package io.evilnet.schedule;

import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.cluster.SparkJob;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.platform.metrics.JvmMeters;
import io.evilnet.platform.settings.CountingOptions;
import io.evilnet.platform.settings.HostPort;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the schedule until it is terminated. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Validates and repairs closed windows on a schedule.")
final class ScheduleCommand implements Callable<Integer> {

  @Mixin private CountingOptions counting;

  @Option(
      names = "--validate-cron",
      paramLabel = "CRON",
      defaultValue = "0 0/15 * * * ?",
      description =
          "Times of validation of closed windows: a Quartz cron expression, UTC"
              + " (default: ${DEFAULT-VALUE}).")
  private String cron;

  @Option(
      names = "--validate-span",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description =
          "Time range of each validation, up to the last closed window (default: ${DEFAULT-VALUE}).")
  private Duration span;

  @Option(
      names = "--validate-repair",
      paramLabel = "true|false",
      defaultValue = "true",
      arity = "1",
      description =
          "Repair differences in windows whose posts are all retained"
              + " (default: ${DEFAULT-VALUE}).")
  private boolean repair;

  @Option(
      names = "--spark-master",
      paramLabel = "URL",
      defaultValue = "spark://127.0.0.1:7077",
      description = "URL of the Spark master (default: ${DEFAULT-VALUE}).")
  private String sparkMaster;

  @Option(
      names = "--spark-driver-host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "Name or address of this machine for the Spark workers (default: ${DEFAULT-VALUE}).")
  private String driverHost;

  @Option(
      names = "--spark-secret-file",
      paramLabel = "FILE",
      description = "File with the secret of the Spark cluster; no authentication if not set.")
  private Path sparkSecret;

  @Option(
      names = "--executor-memory",
      paramLabel = "MIB",
      defaultValue = "768",
      description = "Heap of an executor, in MiB (default: ${DEFAULT-VALUE}).")
  private int executorMebibytes;

  @Option(
      names = "--schedule-http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8083",
      description = "HTTP address of health and metrics (default: ${DEFAULT-VALUE}).")
  private String http;

  @Option(
      names = "--cluster-dir",
      paramLabel = "DIR",
      defaultValue = ".evilnet",
      description = "Directory of the cluster, for logs and reports (default: ${DEFAULT-VALUE}).")
  private Path directory;

  @Override
  public Integer call() throws Exception {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    JvmMeters jvm = new JvmMeters();
    jvm.bindTo(registry);
    RunDirectory run = new RunDirectory(directory);
    ValidationJob job =
        new ValidationJob(
            new ScheduleSettings(cron, span, repair, counting.rules()),
            new SparkJob(Project.find(), run, driverHost, Optional.ofNullable(sparkSecret)),
            sparkMaster,
            executorMebibytes,
            run,
            new RunMeters(registry),
            InstantSource.system());
    InetSocketAddress address = HostPort.parse(http);
    Heartbeat heartbeat = new Heartbeat(System::nanoTime);
    MetricsServer server =
        new MetricsServer(
            new InetSocketAddress(address.getHostString(), address.getPort()),
            registry,
            heartbeat::isAlive);
    Scheduler scheduler = schedule(job, heartbeat);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stop(scheduler, job, server, jvm), "stop"));
    new CountDownLatch(1).await();
    return 0;
  }

  private Scheduler schedule(ValidationJob job, Heartbeat heartbeat) throws SchedulerException {
    Properties quartz = new Properties();
    quartz.put("org.quartz.scheduler.instanceName", "evilnet");
    // One thread for a run, which may take long, and one for the heartbeat.
    quartz.put("org.quartz.threadPool.threadCount", "2");
    Scheduler scheduler = new StdSchedulerFactory(quartz).getScheduler();
    scheduler.setJobFactory(
        (fired, of) -> fired.getJobDetail().getJobClass() == Heartbeat.class ? heartbeat : job);
    scheduler.scheduleJob(
        JobBuilder.newJob(ValidationJob.class).withIdentity("validate").build(),
        TriggerBuilder.newTrigger()
            .withSchedule(
                CronScheduleBuilder.cronSchedule(cron)
                    .inTimeZone(TimeZone.getTimeZone("UTC"))
                    // A misfired run needs no replacement: the range of the next run overlaps
                    // it.
                    .withMisfireHandlingInstructionDoNothing())
            .build());
    scheduler.scheduleJob(
        JobBuilder.newJob(Heartbeat.class).withIdentity("heartbeat").build(),
        TriggerBuilder.newTrigger()
            .withSchedule(
                SimpleScheduleBuilder.repeatSecondlyForever(
                    Math.toIntExact(Heartbeat.INTERVAL.toSeconds())))
            .build());
    scheduler.start();
    return scheduler;
  }

  private static void stop(
      Scheduler scheduler, ValidationJob job, MetricsServer server, JvmMeters jvm) {
    try {
      scheduler.shutdown(false);
    } catch (SchedulerException e) {
      throw new IllegalStateException("cannot stop the scheduler", e);
    } finally {
      job.end();
      server.close();
      jvm.close();
    }
  }
}
