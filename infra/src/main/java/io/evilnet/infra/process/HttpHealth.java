package io.evilnet.infra.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
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

  public HttpHealth {
    requireNonNull(uri, "uri");
  }

  /** Readiness at an open address. */
  public HttpHealth(URI uri) {
    this(uri, Optional.empty());
  }

  @Override
  public boolean ask() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    if (tls.isPresent() && connection instanceof HttpsURLConnection secured) {
      secured.setSSLSocketFactory(tls.get().getSocketFactory());
    }
    try {
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } finally {
      connection.disconnect();
    }
  }
}
