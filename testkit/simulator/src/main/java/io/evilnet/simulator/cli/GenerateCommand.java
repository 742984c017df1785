package io.evilnet.simulator.cli;

import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.PostGenerator;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes simulated posts to standard output, one JSON object per line. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Writes simulated posts to standard output, deterministically.")
final class GenerateCommand implements Callable<Integer> {

  private static final int BUFFER_BYTES = 1024 * 1024;
  private static final double MILLIS_PER_SECOND = 1_000;

  @Option(
      names = "--posts",
      paramLabel = "N",
      required = true,
      description = "Number of lines, including redeliveries.")
  private long posts;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Seed of the generator; the same seed produces the same posts (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      required = true,
      description = "Creation time of the first post, such as 2026-11-20T14:00:00Z.")
  private Instant start;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description = "Time over which the posts are evenly distributed (default: ${DEFAULT-VALUE}).")
  private Duration duration;

  @Mixin private CitiesOptions cities;

  @Override
  public Integer call() throws IOException {
    if (posts < 1) {
      throw new IllegalArgumentException("posts must be 1 or more, but is " + posts);
    }
    if (duration.toMillis() < 1) {
      throw new IllegalArgumentException("duration must be 1ms or more, but is " + duration);
    }
    double perSecond = posts * MILLIS_PER_SECOND / duration.toMillis();
    PostGenerator generator =
        new PostGenerator(cities.applyTo(GeneratorSettings.of(seed, perSecond)));
    // Not System.out, which would encode and flush the bytes.
    try (OutputStream out =
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES)) {
      for (long i = 0; i < posts; i++) {
        double share = (double) i / posts;
        out.write(generator.next(start.plusMillis((long) (share * duration.toMillis()))));
        out.write('\n');
      }
    }
    return 0;
  }
}
