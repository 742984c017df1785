package io.evilnet.ingest.x;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import okhttp3.HttpUrl;

/**
 * How X is reached.
 *
 * @param baseUrl its API without a path; {@code http} or {@code https}
 * @param token the credential
 * @param stallTimeout after how long without a byte a connection is dead; 100 ms or more. X sends
 *     one every 20 s.
 */
public record XSettings(String baseUrl, BearerToken token, Duration stallTimeout) {

  private static final Duration SHORTEST_STALL_TIMEOUT = Duration.ofMillis(100);

  public XSettings {
    requireNonNull(token, "token");
    HttpUrl url = HttpUrl.parse(baseUrl);
    if (url == null || !url.encodedPath().equals("/") || url.query() != null) {
      throw new IllegalArgumentException(
          "x-base-url must be an http or https address without a path, but is " + baseUrl);
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw new IllegalArgumentException("x-base-url must not hold a user or a password");
    }
    if (baseUrl.endsWith("/")) {
      baseUrl = baseUrl.substring(0, baseUrl.length() - 1);
    }
    if (stallTimeout.compareTo(SHORTEST_STALL_TIMEOUT) < 0) {
      throw new IllegalArgumentException(
          "stall-timeout must be 100ms or more, but is " + stallTimeout);
    }
  }
}
