package io.evilnet.chaos.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Result of {@code bin/evilnet replay}.
 *
 * @param lines lines of the file
 * @param others posts, messages and keep-alives
 * @param dead dead letters
 */
public record Replayed(long lines, long others, long dead) {

  /** No replay. */
  public static final Replayed NONE = new Replayed(0, 0, 0);

  /** Another site than that of the stream, whose posts must not be late. */
  private static final String SITE = "replay";

  /** Attempts, as a replay fails while Kafka is down and is then repeated by an operator. */
  private static final int ATTEMPTS = 10;

  private static final long ATTEMPT_TIMEOUT_SECONDS = 120;

  /**
   * Part of its output after it has read the whole file and exits with 1, because multi-line
   * documents were incomplete.
   */
  private static final String INCOMPLETE = "documents are incomplete";

  /**
   * Replays a file in a separate process.
   *
   * @param settings properties file that the system wrote for its commands
   * @throws IllegalStateException if all attempts fail
   */
  public static Replayed file(Path file, Path settings) throws IOException, InterruptedException {
    String output = "";
    for (int i = 0; i < ATTEMPTS; i++) {
      JavaCommand java =
          new JavaCommand(
              Project.find().applicationClasspath("ingest"),
              List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
              "io.evilnet.ingest.cli.Main",
              List.of("replay", "--site=" + SITE, file.toString()));
      ProcessBuilder builder = new ProcessBuilder(java.line()).redirectErrorStream(true);
      builder.environment().keySet().removeIf(name -> name.startsWith("EVILNET_"));
      builder.environment().putAll(java.environment());
      builder.environment().put("EVILNET_CONFIG", settings.toString());
      Process process = builder.start();
      output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(ATTEMPT_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      if (process.waitFor() == 0 || output.contains(INCOMPLETE)) {
        return new Replayed(
            number(output, "lines"),
            number(output, "posts") + number(output, "messages") + number(output, "keep-alives"),
            number(output, "dead letters"));
      }
    }
    throw new IllegalStateException("the replay of " + file + " failed: " + output);
  }

  Replayed plus(Replayed other) {
    return new Replayed(lines + other.lines, others + other.others, dead + other.dead);
  }

  /** Returns whether every line is accounted for. */
  public boolean isConsistent() {
    return lines == others + dead;
  }

  private static long number(String output, String name) {
    Matcher line = Pattern.compile("^" + name + " +(\\d+)$", Pattern.MULTILINE).matcher(output);
    if (!line.find()) {
      throw new IllegalStateException(
          "the output of the replay lacks the number of " + name + ": " + output);
    }
    return Long.parseLong(line.group(1));
  }
}
