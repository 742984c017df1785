package io.evilnet.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/**
 * Health check over HTTP: status 200 means ready.
 *
 * @param tls trusted CA certificates for an https address; empty for those of the JDK
 */
public record HttpHealth(URI uri, Optional<SSLContext> tls) implements Health {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int MAX_BODY_BYTES = 400;

  /** Beginning of the response of a service that is ready but degraded. */
  private static final String DEGRADED = "{\"status\":\"degraded\"";

  /** Health check at a plaintext address. */
  public HttpHealth(URI uri) {
    this(uri, Optional.empty());
  }

  @Override
  public boolean check() throws IOException {
    HttpURLConnection connection = open();
    try {
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } finally {
      connection.disconnect();
    }
  }

  @Override
  public Result result() {
    try {
      HttpURLConnection connection = open();
      try {
        int status = connection.getResponseCode();
        boolean ready = status == HttpURLConnection.HTTP_OK;
        String body = beginning(ready ? connection.getInputStream() : connection.getErrorStream());
        return ready && !body.startsWith(DEGRADED)
            ? Result.READY
            : new Result(ready, Optional.of("%d %s".formatted(status, body)));
      } finally {
        connection.disconnect();
      }
    } catch (IOException noResponse) {
      return Result.notReady("no response (%s)".formatted(noResponse.getMessage()));
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

  /** Returns the beginning of the body on one line, without control characters. */
  private static String beginning(InputStream body) throws IOException {
    return body == null
        ? ""
        : new String(body.readNBytes(MAX_BODY_BYTES), UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
