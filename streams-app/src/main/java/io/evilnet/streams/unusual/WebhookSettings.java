package io.evilnet.streams.unusual;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The receiver of reports of unusual cities and areas.
 *
 * @param url the URL to which reports are posted; empty for no reports
 * @param coolDown minimum time between two reports of a city or area, 1 s or more
 */
public record WebhookSettings(Optional<URI> url, Duration coolDown) {

  public WebhookSettings {
    requireNonNull(url, "url");
    if (url.isPresent() && !isHttp(url.get())) {
      throw new IllegalArgumentException(
          "unusual-webhook must be an http or https address with a host");
    }
    if (coolDown.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "unusual-cool-down must be 1s or more, but is " + coolDown);
    }
  }

  private static boolean isHttp(URI url) {
    return url.getHost() != null
        && ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()));
  }
}
