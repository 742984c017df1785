package io.evilnet.streams.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.City;
import io.evilnet.core.Region;
import io.evilnet.platform.format.Json;
import io.evilnet.streams.live.CountChange;
import io.evilnet.streams.unusual.Finding;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The serialized server-sent events. */
final class EventJson {

  private EventJson() {}

  /**
   * Returns the state event: the time, the window length, the grace period, the availability of the
   * store, and true if the posts are simulated.
   */
  static byte[] state(String event, Clockwork clockwork, boolean storeUp, boolean simulated) {
    Map<String, Object> content = content(clockwork.now());
    content.put("window_seconds", clockwork.window().toSeconds());
    content.put("grace_seconds", clockwork.grace().toSeconds());
    content.put("store_up", storeUp);
    content.put("simulated", simulated);
    return event(event, content);
  }

  /** Returns the event of changes; a row without city is that of the posts without a city. */
  static byte[] changes(Collection<CountChange> changes, Instant now) {
    Map<String, Object> content = content(now);
    content.put("rows", changes.stream().map(EventJson::row).toList());
    return event("counts", content);
  }

  /** Returns the event of new findings. */
  static byte[] unusual(Collection<Finding> begun, Instant now) {
    Map<String, Object> content = content(now);
    content.put("rows", begun.stream().map(finding -> Json.row(Finding.COLUMNS, finding)).toList());
    return event("unusual", content);
  }

  private static Map<String, Object> content(Instant now) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("now", now);
    return content;
  }

  private static Map<String, Object> row(CountChange change) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("window_start", change.windowStart());
    if (change.city().isReal()) {
      City city = change.city();
      row.put("city_id", city.id());
      row.put("city", city.fullName());
      row.put("country_code", city.countryCode());
      row.put("region", Region.nameOf(city));
      row.put("latitude", city.latitude());
      row.put("longitude", city.longitude());
    }
    row.put("tweets", change.counts().tweets());
    row.put("retweets", change.counts().retweets());
    row.put("users", change.counts().users());
    row.put("received_retweets", change.counts().receivedRetweets());
    return row;
  }

  /** Returns an event with a single data line, since JSON contains no unescaped line breaks. */
  private static byte[] event(String name, Map<String, Object> content) {
    return "event: %s\ndata: %s\n\n".formatted(name, Json.text(content)).getBytes(UTF_8);
  }
}
