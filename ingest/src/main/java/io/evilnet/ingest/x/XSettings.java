package io.evilnet.ingest.x;

import java.time.Duration;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Settings of the connection to X.
 *
 * @param baseUrl base URL of the API without a path; {@code https}, or {@code http} for a loopback
 *     address or with a token that is not a secret
 * @param token the credential
 * @param stallTimeout time without a byte after which a connection is closed; 100 ms or more. X
 *     sends one every 20 s.
 * @param backfillMinutes maximum backfill after a gap, 0 to 5 minutes; above 0 for accounts with
 *     Enterprise access only
 * @param freeConnections whether a stale connection that occupies the account's slot is terminated
 * @param stream the stream
 */
public record XSettings(
    String baseUrl,
    BearerToken token,
    Duration stallTimeout,
    int backfillMinutes,
    boolean freeConnections,
    StreamChoice stream) {

  private static final Duration MIN_STALL_TIMEOUT = Duration.ofMillis(100);
  private static final Duration MAX_STALL_TIMEOUT = Duration.ofDays(1);
  private static final int MAX_BACKFILL_MINUTES = 5;
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1");

  public XSettings {
    HttpUrl url = HttpUrl.parse(baseUrl);
    if (url == null || !url.encodedPath().equals("/") || url.query() != null) {
      throw new IllegalArgumentException(
          "x-base-url must be an http or https URL without a path, but is " + baseUrl);
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw new IllegalArgumentException("x-base-url must not contain a user or a password");
    }
    if (!url.isHttps() && !isLoopback(baseUrl) && !token.isPublic()) {
      throw new IllegalArgumentException(
          "x-base-url must start with https:// to protect the bearer token, which would be sent in plain"
              + " text, but is %s; http is allowed for loopback addresses only (127.0.0.1, localhost, ::1)"
                  .formatted(baseUrl));
    }
    if (baseUrl.endsWith("/")) {
      baseUrl = baseUrl.substring(0, baseUrl.length() - 1);
    }
    if (stallTimeout.compareTo(MIN_STALL_TIMEOUT) < 0
        || stallTimeout.compareTo(MAX_STALL_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "stall-timeout must be 100ms to 1d, but is " + stallTimeout);
    }
    if (backfillMinutes < 0 || backfillMinutes > MAX_BACKFILL_MINUTES) {
      throw new IllegalArgumentException(
          "backfill-minutes must be 0 to %d, but is %d"
              .formatted(MAX_BACKFILL_MINUTES, backfillMinutes));
    }
  }

  /** Settings for the filtered stream without backfill; stale connections are terminated. */
  public XSettings(String baseUrl, BearerToken token, Duration stallTimeout) {
    this(baseUrl, token, stallTimeout, 0, true, StreamChoice.FILTERED);
  }

  /**
   * Returns whether an address is plain http to this machine, by its text, without name resolution.
   */
  public static boolean isLoopback(String baseUrl) {
    HttpUrl url = HttpUrl.parse(baseUrl);
    return url != null && !url.isHttps() && LOOPBACK.matcher(url.host()).matches();
  }

  /** Returns the settings for another stream. */
  public XSettings reading(StreamChoice other) {
    return new XSettings(baseUrl, token, stallTimeout, backfillMinutes, freeConnections, other);
  }
}
