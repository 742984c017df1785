package io.evilnet.launcher.cli;

import io.evilnet.launcher.process.Service;
import io.evilnet.launcher.process.ServiceListener;
import io.evilnet.launcher.process.Supervisor;
import io.evilnet.platform.topics.Topics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints the lifecycle events of the services to the console, one line each. */
final class StatusLines implements ServiceListener, Supervisor.RestartListener {
  private final PrintStream out;

  StatusLines(PrintStream out) {
    this.out = out;
  }

  void print(String line) {
    out.print(line + System.lineSeparator());
    out.flush();
  }

  void topicsReady(Duration took) {
    String totals = Topics.cityCounts(CountingGroups.applicationId()).name();
    line("topics", "ready", "tweets, tweets-dead, %s, ingest-gaps".formatted(totals), "", took);
  }

  @Override
  public void starting(Service service, Duration since) {
    print("  %-16s %-8s for %s".formatted(service.name(), "starting", seconds(since)));
  }

  @Override
  public void ready(Service service, long pid, Duration took) {
    line(service.name(), "ready", service.address(), "pid " + pid, took);
  }

  @Override
  public void unready(Service service, long pid, Duration took) {
    line(service.name(), "waiting", service.address(), "pid " + pid, took);
  }

  @Override
  public void stopped(Service service, Duration took) {
    line(service.name(), "stopped", "", "", took);
  }

  @Override
  public void exited(Service service, int exitCode) {
    print("  %-16s %-8s with exit code %d".formatted(service.name(), "exited", exitCode));
  }

  @Override
  public void restarting(Service service, Duration delay) {
    print("  %-16s %-8s in %s".formatted(service.name(), "restart", seconds(delay)));
  }

  @Override
  public void failed(Service service, String reason) {
    print("  %-16s %-8s %s".formatted(service.name(), "failed", reason));
  }

  @Override
  public void stuck(Service service, Duration since, String reason) {
    print(
        "  %-16s %-8s for %s, killed after a thread dump in its log: %s"
            .formatted(service.name(), "unresponsive", seconds(since), reason));
  }

  @Override
  public void taskFailed(String reason) {
    print("  %-16s %-8s %s".formatted("supervisor", "failed", reason));
  }

  private void line(String name, String state, String address, String pid, Duration took) {
    print("  %-16s %-8s %-34s %-12s %8s".formatted(name, state, address, pid, seconds(took)));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
  }
}
