package org.apache.spark.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stub of Spark's: the first run fails, the second one lasts until it is terminated. */
public final class SparkSubmit {

  private SparkSubmit() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path failed = Path.of(System.getenv("EVILNET_REPORT")).resolve("failed");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("driver: end")));
    if (!Files.exists(failed)) {
      Files.createDirectories(failed);
      System.exit(101);
    }
    System.out.println("driver: " + String.join(" ", arguments));
    Thread.sleep(Long.MAX_VALUE);
  }
}
