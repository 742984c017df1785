package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The place that a post is tagged with, from {@code includes.places}.
 *
 * @param type {@code place_type} as sent: {@code city}, {@code poi}, {@code neighborhood}, {@code
 *     admin}, {@code country}, or an unknown one
 * @param city the place as a city, regardless of its type; one shared object for all posts of the
 *     place
 * @param box bounding box; null without one
 * @param containedWithin {@code contained_within}: the ids of places that contain it; possibly
 *     empty
 */
public record Place(String type, City city, Box box, List<String> containedWithin) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String CITY = "city";

  public Place {
    requireNonNull(type, "type");
    requireNonNull(city, "city");
    containedWithin = List.copyOf(containedWithin);
  }

  /** Returns true if it is a city. */
  public boolean isCity() {
    return type.equals(CITY);
  }

  /**
   * Returns true if its type is that of a part of a city: a point of interest or a neighborhood.
   */
  public boolean isWithinCity() {
    return type.equals("poi") || type.equals("neighborhood");
  }

  /** Returns this place with a country. */
  Place in(String country) {
    return new Place(type, city.in(country), box, containedWithin);
  }

  /**
   * Returns this place as an object of {@code includes.places}, without {@code contained_within}.
   * {@link TweetParser#place} parses it to an equal city.
   */
  public String toJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      // First, as required by the cache of TweetParser.
      json.writeStringField("id", city.id());
      json.writeStringField("full_name", city.fullName());
      json.writeStringField("place_type", type);
      json.writeStringField("country_code", city.countryCode());
      if (box != null) {
        json.writeObjectFieldStart("geo");
        json.writeFieldName("bbox");
        double[] sides = {box.west(), box.south(), box.east(), box.north()};
        json.writeArray(sides, 0, sides.length);
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
