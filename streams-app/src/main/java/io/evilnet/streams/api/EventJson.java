package io.evilnet.streams.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.evilnet.core.City;
import io.evilnet.core.Region;
import io.evilnet.platform.format.JsonRow;
import io.evilnet.streams.live.CountChange;
import io.evilnet.streams.unusual.Finding;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;

/** The serialized server-sent events. */
final class EventJson {

  private static final JsonFactory JSON = new JsonFactory();

  private EventJson() {}

  /**
   * Returns the state event: the time, the window length, the grace period, the availability of the
   * store, and true if the posts are simulated.
   */
  static byte[] state(String event, Clockwork clockwork, boolean storeUp, boolean simulated) {
    return event(
        event,
        json -> {
          json.writeStringField("now", clockwork.now().toString());
          json.writeNumberField("window_seconds", clockwork.window().toSeconds());
          json.writeNumberField("grace_seconds", clockwork.grace().toSeconds());
          json.writeBooleanField("store_up", storeUp);
          json.writeBooleanField("simulated", simulated);
        });
  }

  /** Returns the event of changes; a row without city is that of the posts without a city. */
  static byte[] changes(Collection<CountChange> changes, Instant now) {
    return event(
        "counts",
        json -> {
          json.writeStringField("now", now.toString());
          json.writeArrayFieldStart("rows");
          for (CountChange change : changes) {
            row(json, change);
          }
          json.writeEndArray();
        });
  }

  /** Returns the event of new findings. */
  static byte[] unusual(Collection<Finding> begun, Instant now) {
    return event(
        "unusual",
        json -> {
          json.writeStringField("now", now.toString());
          json.writeArrayFieldStart("rows");
          for (Finding finding : begun) {
            JsonRow.write(json, Finding.COLUMNS, finding);
          }
          json.writeEndArray();
        });
  }

  private static void row(JsonGenerator json, CountChange change) throws IOException {
    json.writeStartObject();
    json.writeStringField("window_start", change.windowStart().toString());
    if (change.city().isReal()) {
      City city = change.city();
      json.writeStringField("city_id", city.id());
      json.writeStringField("city", city.fullName());
      json.writeStringField("country_code", city.countryCode());
      json.writeStringField("region", Region.nameOf(city));
      json.writeNumberField("latitude", city.latitude());
      json.writeNumberField("longitude", city.longitude());
    }
    json.writeNumberField("tweets", change.counts().tweets());
    json.writeNumberField("retweets", change.counts().retweets());
    json.writeNumberField("users", change.counts().users());
    json.writeNumberField("received_retweets", change.counts().receivedRetweets());
    json.writeEndObject();
  }

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** Returns an event with a single data line, since JSON contains no unescaped line breaks. */
  private static byte[] event(String name, Body body) {
    StringWriter text = new StringWriter();
    text.append("event: ").append(name).append("\ndata: ");
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    text.append("\n\n");
    return text.toString().getBytes(UTF_8);
  }
}
