package io.evilnet.launcher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.launcher.process.Health;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Readiness check of a Spark worker, from the master's state as JSON: the first {@code state} after
 * a worker's {@code id} is that worker's.
 *
 * @param masterState address of the master's state
 * @param workerPort port that identifies the worker
 */
record SparkWorkerHealth(URI masterState, int workerPort) implements Health {
  private static final int TIMEOUT_MILLIS = 2_000;

  @Override
  public boolean check() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) masterState.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      return isAlive(new String(in.readAllBytes(), UTF_8));
    } finally {
      connection.disconnect();
    }
  }

  boolean isAlive(String state) {
    // A restarted worker is listed twice: the previous one as DEAD.
    return Pattern.compile(
            "\"id\" ?: ?\"worker-[^\"]*-%d\"(?:(?!\"id\" ?:)[\\s\\S])*?\"state\" ?: ?\"ALIVE\""
                .formatted(workerPort))
        .matcher(state)
        .find();
  }
}
