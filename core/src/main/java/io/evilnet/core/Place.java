package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The place a post is tagged with, from {@code includes.places}.
 *
 * @param type {@code place_type} as sent: {@code city}, {@code poi}, {@code neighborhood}, {@code
 *     admin}, {@code country}, or an unknown one
 * @param city the place as a city, whatever its type: one object for all posts of the place, which
 *     is compared by its identity first
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

  /**
   * Creates a place without a box from X's fields.
   *
   * @param id X's place id
   * @param fullName {@code full_name}; empty when missing
   * @param countryCode {@code country_code} in upper case, otherwise that of the rule which the
   *     post matched; empty if both are missing
   * @param latitude of the middle of the bounding box, in degrees north; 0 when there is no box
   * @param longitude of the middle of the bounding box, in degrees east; 0 when there is no box
   */
  public Place(
      String id,
      String type,
      String fullName,
      String countryCode,
      double latitude,
      double longitude) {
    this(
        type,
        new City(id, fullName.isBlank() ? id : fullName, countryCode, latitude, longitude),
        null,
        List.of());
  }

  /** Returns true if it is a city itself. */
  public boolean isCity() {
    return type.equals(CITY);
  }

  /**
   * Returns true if it is part of a city according to its type: a point of interest or a
   * neighborhood.
   */
  public boolean isWithinCity() {
    return type.equals("poi") || type.equals("neighborhood");
  }

  /** Returns this place with a country. */
  Place in(String country) {
    return new Place(type, city.in(country), box, containedWithin);
  }

  /**
   * Returns it as an object of {@code includes.places}, without {@code contained_within}. {@link
   * TweetParser#place} returns an equal city for it.
   */
  public String toJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      // First, as TweetParser looks it up there.
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
