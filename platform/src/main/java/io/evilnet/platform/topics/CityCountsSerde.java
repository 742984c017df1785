package io.evilnet.platform.topics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serde of {@link CityCounts} as one flat JSON object, readable by any consumer. {@code
 * received_retweets} is omitted if there are none. {@code users_sketch} is {@link
 * UserSketch#toBytes()} in Base64, and is omitted if there is none.
 */
public final class CityCountsSerde implements Serde<CityCounts> {

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public Serializer<CityCounts> serializer() {
    return (topic, counts) -> counts == null ? null : write(counts);
  }

  @Override
  public Deserializer<CityCounts> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private static byte[] write(CityCounts value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("city_id", value.city().id());
      json.writeStringField("full_name", value.city().fullName());
      json.writeStringField("country_code", value.city().countryCode());
      json.writeNumberField("latitude", value.city().latitude());
      json.writeNumberField("longitude", value.city().longitude());
      json.writeNumberField("tweets", value.counts().tweets());
      json.writeNumberField("retweets", value.counts().retweets());
      json.writeNumberField("users", value.counts().users());
      if (value.counts().receivedRetweets() > 0) {
        json.writeNumberField("received_retweets", value.counts().receivedRetweets());
      }
      if (!value.users().isNone()) {
        json.writeBinaryField("users_sketch", value.users().toBytes());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static CityCounts read(byte[] bytes) {
    try (JsonParser json = JSON.createParser(bytes)) {
      return read(json);
    } catch (IOException | IllegalArgumentException | NullPointerException e) {
      throw new SerializationException("malformed counts of a city", e);
    }
  }

  private static CityCounts read(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new SerializationException("malformed counts of a city: not a JSON object");
    }
    String id = null;
    String fullName = null;
    String countryCode = null;
    double latitude = 0;
    double longitude = 0;
    long tweets = 0;
    long retweets = 0;
    long users = 0;
    long receivedRetweets = 0;
    UserSketch sketch = UserSketch.NONE;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "city_id" -> id = json.getText();
        case "full_name" -> fullName = json.getText();
        case "country_code" -> countryCode = json.getText();
        case "latitude" -> latitude = json.getDoubleValue();
        case "longitude" -> longitude = json.getDoubleValue();
        case "tweets" -> tweets = json.getLongValue();
        case "retweets" -> retweets = json.getLongValue();
        case "users" -> users = json.getLongValue();
        case "received_retweets" -> receivedRetweets = json.getLongValue();
        case "users_sketch" -> sketch = UserSketch.ofBytes(json.getBinaryValue());
        default -> json.skipChildren();
      }
    }
    City city = new City(id, fullName, countryCode, latitude, longitude);
    return new CityCounts(city, new Counts(tweets, retweets, users, receivedRetweets), sketch);
  }
}
