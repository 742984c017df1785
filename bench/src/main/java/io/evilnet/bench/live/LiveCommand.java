package io.evilnet.bench.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evilnet.bench.usage.Proc;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.platform.settings.EvilnetCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a running system at a constant rate; {@code bench/live.sh} starts and stops it. */
@Command(
    name = "live",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the system as ./start-all.sh does, in a separate directory, with the simulator at a"
          + " constant rate, and measures after a warm-up: cores of each process, consumer lag, and the"
          + " latency from the append of a post to Kafka until Cassandra acknowledges its row."
          + " Latencies are bucket bounds of a histogram exported by streams-app.",
      "Memory is the proportional set size, the mean of a sample per minute. Disk traffic is that of"
          + " the block device, including pages written back later. Loopback is the traffic of all"
          + " processes of the machine over its loopback interface, each byte once. Sizes are those"
          + " at the end; segments are without their indexes."
    })
public final class LiveCommand implements Callable<Integer> {

  /** Figures that identify a measurement among others. */
  static final String RATE = "posts/s asked for";

  static final String SETTLED_RATE = "posts/s settled";

  private static final String BOOTSTRAP_SERVERS = "127.0.0.1:9092,127.0.0.1:9093";
  private static final String LATENCY = "evilnet_arrival_visible_delay_seconds";
  private static final Pattern LAG =
      Pattern.compile(
          "^evilnet_consumer_lag_records\\{.*topic=\"tweets\".*} (\\S+)$", Pattern.MULTILINE);
  private static final Pattern POSTS =
      Pattern.compile("^evilnet_tweets_total\\{.*} (\\S+)$", Pattern.MULTILINE);
  private static final URI METRICS = URI.create("http://127.0.0.1:8080/metrics");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int OK = 200;
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
  private static final double MEDIAN = 0.5;
  private static final double P99 = 0.99;

  @Spec private CommandSpec spec;

  // Read by the script, which starts the system; declared here for --help and the table.
  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5787",
      description = "Posts per second (default: ${DEFAULT-VALUE}, X's average in 2013).")
  private int rate;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "10",
      description = "Duration of the measurement in minutes (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--warm-up",
      paramLabel = "M",
      defaultValue = "3",
      description = "Duration of the warm-up in minutes (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also writes the figures to this file.")
  private Path json;

  @Option(
      names = "--measured-directory",
      hidden = true,
      description = "Data directory of the running system.")
  private Path dataDirectory;

  private final HttpClient http = HttpClient.newHttpClient();
  private double maxLag;

  private LiveCommand() {}

  public static void main(String[] args) {
    System.exit(EvilnetCommand.run(new LiveCommand(), args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireUsableOptions();
    PrintWriter err = spec.commandLine().getErr();
    if (dataDirectory == null) {
      return 0; // The script validates the options before it starts the system.
    }
    err.printf("warming up for %d min%n", warmUp);
    Thread.sleep(Duration.ofMinutes(warmUp).toMillis());
    RunDirectory directory = new RunDirectory(dataDirectory);
    ResourceFigures resources = new ResourceFigures(directory, Proc.SYSTEM);
    String first = metrics();
    long startNanos = System.nanoTime();
    Duration measured = Duration.ZERO;
    Duration logged = Duration.ZERO;
    while (measured.compareTo(Duration.ofMinutes(minutes)) < 0) {
      resources.sample();
      maxLag = Math.max(maxLag, sum(LAG, metrics()));
      if (measured.minus(logged).compareTo(LOG_INTERVAL) >= 0) {
        logged = measured;
        resources.sampleMemory();
        err.printf("%d of %d min, lag %,.0f%n", logged.toMinutes(), minutes, sum(LAG, metrics()));
      }
      Thread.sleep(INTERVAL.toMillis());
      measured = Duration.ofNanos(System.nanoTime() - startNanos);
    }
    resources.sample();
    resources.sampleMemory();
    String last = metrics();
    Map<String, Double> figures = figures(first, last, measured);
    figures.putAll(resources.figures(measured));
    figures.putAll(new StoredBytes(directory).figures(BOOTSTRAP_SERVERS));
    figures.forEach(this::print);
    if (json != null) {
      Files.writeString(
          json,
          new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures)
              + System.lineSeparator(),
          UTF_8);
    }
    return 0;
  }

  private void requireUsableOptions() {
    if (rate < 1 || minutes < 1 || warmUp < 0) {
      throw new IllegalArgumentException(
          "--rate and --minutes must be 1 or more and --warm-up 0 or more, but are %d, %d and %d"
              .formatted(rate, minutes, warmUp));
    }
    if (json != null && !Files.isWritable(json.toAbsolutePath().getParent())) {
      throw new IllegalArgumentException(
          "--json: cannot write to %s: create its directory, or specify another file"
              .formatted(json));
    }
  }

  private Map<String, Double> figures(String first, String last, Duration measured) {
    double seconds = measured.toMillis() / 1e3;
    DelayHistogram delays =
        DelayHistogram.parse(last, LATENCY).since(DelayHistogram.parse(first, LATENCY));
    if (delays.total() < 1) {
      throw new IllegalStateException(
          "streams-app has written no rows, or was restarted during the measurement: check its log");
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(RATE, (double) rate);
    figures.put(SETTLED_RATE, (sum(POSTS, last) - sum(POSTS, first)) / seconds);
    figures.put("consumer lag at the end", sum(LAG, last));
    figures.put("consumer lag, most", maxLag);
    figures.put("append to row, p50 at most, s", delays.quantile(MEDIAN));
    figures.put("append to row, p99 at most, s", delays.quantile(P99));
    return figures;
  }

  private void print(String name, double figure) {
    spec.commandLine().getOut().printf(Locale.ROOT, "%-42s %,12.3f%n", name, figure);
    spec.commandLine().getOut().flush();
  }

  private String metrics() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(METRICS).timeout(TIMEOUT).build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != OK) {
      throw new IOException(
          "%s responded with status %d".formatted(METRICS, response.statusCode()));
    }
    return response.body();
  }

  private static double sum(Pattern line, String page) {
    return line.matcher(page)
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .sum();
  }
}
