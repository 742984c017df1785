package io.evilnet.infra.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Readiness asked over HTTP: status 200 means ready. */
public record HttpHealth(URI uri) implements Health {
  private static final int TIMEOUT_MILLIS = 2_000;

  public HttpHealth {
    requireNonNull(uri, "uri");
  }

  @Override
  public boolean ask() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    try {
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } finally {
      connection.disconnect();
    }
  }
}
