package io.evilnet.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.infra.cluster.Project;
import io.evilnet.infra.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code bin/evilnet replay} says of a file.
 *
 * @param lines in the file
 * @param others posts, messages and keep-alives
 * @param dead letters
 */
record Replayed(long lines, long others, long dead) {

  /** Nothing was replayed. */
  static final Replayed NOTHING = new Replayed(0, 0, 0);

  /** Not that of the stream, whose posts must not be late. */
  private static final String SITE = "replay";

  /** Kafka may be away: then it says so, and is called again, as a person would. */
  private static final int ATTEMPTS = 10;

  private static final long SECONDS_AN_ATTEMPT = 120;

  /** It has read the whole file, and ends with 1 because documents of several lines broke off. */
  private static final String BROKEN = "documents broke off";

  /**
   * Replays a file in a process of its own.
   *
   * @param settings the properties file that the system wrote for its commands
   * @throws IllegalStateException if it does not end well, however often it is called
   */
  static Replayed file(Path file, Path settings) throws IOException, InterruptedException {
    String said = "";
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
      said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(SECONDS_AN_ATTEMPT, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      if (process.waitFor() == 0 || said.contains(BROKEN)) {
        return new Replayed(
            number(said, "lines"),
            number(said, "posts") + number(said, "messages") + number(said, "keep-alives"),
            number(said, "dead letters"));
      }
    }
    throw new IllegalStateException("the replay of " + file + " failed: " + said);
  }

  Replayed plus(Replayed other) {
    return new Replayed(lines + other.lines, others + other.others, dead + other.dead);
  }

  /** Whether each line has a number. */
  boolean addsUp() {
    return lines == others + dead;
  }

  private static long number(String said, String name) {
    Matcher line = Pattern.compile("^" + name + " +(\\d+)$", Pattern.MULTILINE).matcher(said);
    if (!line.find()) {
      throw new IllegalStateException("the replay does not say how many " + name + ": " + said);
    }
    return Long.parseLong(line.group(1));
  }
}
