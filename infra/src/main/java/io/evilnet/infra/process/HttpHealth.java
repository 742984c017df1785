package io.evilnet.infra.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/**
 * Readiness asked over HTTP: status 200 means ready.
 *
 * @param tls whom to trust where the address begins with https; none for those that Java brings
 */
public record HttpHealth(URI uri, Optional<SSLContext> tls) implements Health {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int MOST_BYTES = 400;

  /** The beginning of an answer of who is ready, and does without something. */
  private static final String DEGRADED = "{\"status\":\"degraded\"";

  public HttpHealth {
    requireNonNull(uri, "uri");
  }

  /** Readiness at an open address. */
  public HttpHealth(URI uri) {
    this(uri, Optional.empty());
  }

  @Override
  public boolean ask() throws IOException {
    HttpURLConnection connection = open();
    try {
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } finally {
      connection.disconnect();
    }
  }

  @Override
  public Answer answer() {
    try {
      HttpURLConnection connection = open();
      try {
        int status = connection.getResponseCode();
        boolean ready = status == HttpURLConnection.HTTP_OK;
        String body = beginning(ready ? connection.getInputStream() : connection.getErrorStream());
        return ready && !body.startsWith(DEGRADED)
            ? Answer.YES
            : new Answer(ready, Optional.of("%d %s".formatted(status, body)));
      } finally {
        connection.disconnect();
      }
    } catch (IOException noAnswer) {
      return Answer.no("no answer (%s)".formatted(noAnswer.getMessage()));
    }
  }

  private HttpURLConnection open() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    if (tls.isPresent() && connection instanceof HttpsURLConnection secured) {
      secured.setSSLSocketFactory(tls.get().getSocketFactory());
    }
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    return connection;
  }

  /** On one line, without what a terminal could take for a command. */
  private static String beginning(InputStream body) throws IOException {
    return body == null
        ? ""
        : new String(body.readNBytes(MOST_BYTES), UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
