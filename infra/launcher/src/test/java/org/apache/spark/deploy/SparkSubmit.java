package org.apache.spark.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stub of Spark's: the first run succeeds, the second one fails, the third one lasts until it is
 * terminated. An unknown option is a usage error.
 */
public final class SparkSubmit {

  private SparkSubmit() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("driver: end")));
    System.out.println("driver: " + String.join(" ", arguments));
    if (List.of(arguments).contains("--unknown")) {
      System.exit(2);
    }
    Path report = Files.createDirectories(Path.of(System.getenv("EVILNET_REPORT")));
    try (Stream<Path> reports = Files.list(report.getParent())) {
      switch ((int) reports.count()) {
        case 1 -> System.exit(0);
        case 2 -> System.exit(101);
        default -> System.out.println("driver: waits");
      }
    }
    Thread.sleep(Long.MAX_VALUE);
  }
}
