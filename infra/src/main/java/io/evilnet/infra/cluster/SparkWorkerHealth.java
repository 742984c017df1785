package io.evilnet.infra.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.infra.process.Health;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Whether a Spark master counts on a worker, from the state it tells as JSON: the first {@code
 * state} after a worker's {@code id} is that worker's.
 *
 * @param masterState where the master tells it
 * @param workerPort by which the worker is known
 */
record SparkWorkerHealth(URI masterState, int workerPort) implements Health {
  private static final int TIMEOUT_MILLIS = 2_000;

  @Override
  public boolean ask() throws IOException {
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
    // A worker that was restarted is listed twice: the one before as DEAD.
    return Pattern.compile(
            "\"id\" ?: ?\"worker-[^\"]*-%d\"(?:(?!\"id\" ?:)[\\s\\S])*?\"state\" ?: ?\"ALIVE\""
                .formatted(workerPort))
        .matcher(state)
        .find();
  }
}
