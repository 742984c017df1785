package io.evilnet.streams.http;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Origins whose web pages may read the query API.
 *
 * @param origins origins as browsers send them, or {@code *} for all; none by default
 */
public record AllowedOrigins(Set<String> origins) {

  /** The pages of this server only. */
  public static final AllowedOrigins NONE = new AllowedOrigins(Set.of());

  private static final String ALL = "*";
  private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

  /**
   * Parses a comma-separated list.
   *
   * @throws IllegalArgumentException if one of them is not an origin
   */
  public static AllowedOrigins parse(String list) {
    return new AllowedOrigins(
        Arrays.stream(list.split(","))
            .map(String::strip)
            .filter(origin -> !origin.isEmpty())
            .map(AllowedOrigins::checked)
            .collect(toUnmodifiableSet()));
  }

  boolean allows(String origin) {
    return origin != null && (isAll() || origins.contains(origin));
  }

  boolean isAll() {
    return origins.contains(ALL);
  }

  /** Returns the origin in the form in which browsers serialize it. */
  private static String checked(String origin) {
    if (origin.equals(ALL)) {
      return origin;
    }
    String lowerCase = origin.toLowerCase(Locale.ROOT);
    try {
      URI uri = new URI(lowerCase);
      if (uri.getScheme() != null
          && DEFAULT_PORTS.containsKey(uri.getScheme())
          && uri.getHost() != null
          && lowerCase.equals(uri.getScheme() + "://" + uri.getAuthority())
          && uri.getUserInfo() == null) {
        boolean isDefault =
            uri.getPort() == -1 || uri.getPort() == DEFAULT_PORTS.get(uri.getScheme());
        return uri.getScheme() + "://" + uri.getHost() + (isDefault ? "" : ":" + uri.getPort());
      }
    } catch (URISyntaxException e) {
      // Reported below.
    }
    throw new IllegalArgumentException(
        "api-allow-origin must be origins such as https://example.org or http://localhost:3000, or *, but is '%s'"
            .formatted(origin));
  }
}
