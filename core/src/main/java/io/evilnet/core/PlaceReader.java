package io.evilnet.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code includes.places}. */
final class PlaceReader {

  /** X's ids are 16 hexadecimal digits; other ids of these characters are accepted as well. */
  private static final Pattern USABLE_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private static final int BOX_SIDES = 4;

  /** X sends one or a few. */
  private static final int MAX_CONTAINERS = 16;

  private PlaceReader() {}

  /**
   * Returns the places of {@code includes} that have a usable id; the ids of {@link
   * City#UNRESOLVED} and {@link City#CONTAINED} are reserved. Stops at the last token of the value.
   */
  static List<Place> readIncludes(JsonParser json) throws IOException {
    List<Place> places = List.of();
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return places;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isPlaces = json.currentName().equals("places");
      json.nextToken();
      if (isPlaces) {
        places = readPlaces(json);
      }
      json.skipChildren();
    }
    return places;
  }

  private static List<Place> readPlaces(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return List.of();
    }
    List<Place> places = new ArrayList<>(1);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Place place = json.currentToken() == JsonToken.START_OBJECT ? readPlace(json) : null;
      if (place != null) {
        places.add(place);
      }
      json.skipChildren();
    }
    return places;
  }

  /** Parses the object at which the parser is positioned; returns null if it has no usable id. */
  static Place readPlace(JsonParser json) throws IOException {
    String id = null;
    String type = null;
    String fullName = null;
    String countryCode = null;
    Box box = null;
    List<String> containedWithin = List.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "id" -> id = JsonText.scalar(json);
        case "place_type" -> type = JsonText.scalar(json);
        case "full_name" -> fullName = JsonText.scalar(json);
        case "country_code" -> countryCode = JsonText.scalar(json);
        case "geo" -> box = readGeo(json);
        case "contained_within" -> containedWithin = readIds(json);
        default -> {}
      }
      json.skipChildren();
    }
    if (id == null || !USABLE_ID.matcher(id).matches() || !City.isReal(id)) {
      return null;
    }
    String name = JsonText.name(fullName);
    City city =
        new City(
            id,
            name.isBlank() ? id : name,
            CountryCode.normalize(countryCode),
            box == null ? 0 : box.middleLatitude(),
            box == null ? 0 : box.middleLongitude());
    return new Place(JsonText.name(type), city, box, containedWithin);
  }

  private static List<String> readIds(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return List.of();
    }
    List<String> ids = new ArrayList<>(1);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String id = JsonText.scalar(json);
      if (id != null && ids.size() < MAX_CONTAINERS) {
        ids.add(id);
      }
      json.skipChildren();
    }
    return ids;
  }

  private static Box readGeo(JsonParser json) throws IOException {
    Box box = null;
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return box;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isBox = json.currentName().equals("bbox");
      json.nextToken();
      if (isBox) {
        box = readBox(json);
      }
      json.skipChildren();
    }
    return box;
  }

  /** Returns null if it is not a valid box. */
  private static Box readBox(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return null;
    }
    double[] box = new double[BOX_SIDES];
    int sides = 0;
    boolean valid = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      valid &= json.currentToken().isNumeric() && sides < BOX_SIDES;
      if (valid) {
        double limit = sides % 2 == 0 ? 180 : 90;
        box[sides] = json.getDoubleValue();
        valid = Math.abs(box[sides]) <= limit;
        sides++;
      }
      json.skipChildren();
    }
    return valid && sides == BOX_SIDES ? new Box(box[0], box[1], box[2], box[3]) : null;
  }
}
