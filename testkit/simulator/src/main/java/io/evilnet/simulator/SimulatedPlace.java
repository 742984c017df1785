package io.evilnet.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A place in X's format, serialized in advance. */
final class SimulatedPlace {

  private static final int ID_HEX_DIGITS = 16;

  private final String id;
  private final Country country;
  private final String name;
  private final String fullName;
  private final byte[] jsonId;
  private final byte[] jsonName;
  private final byte[] json;
  private final String bbox;
  private final double[] bounds;

  /** A place in Canada. */
  SimulatedPlace(
      String id, String type, String name, String fullName, String bbox, String containedIn) {
    this(id, type, name, fullName, bbox, containedIn, Country.CANADA);
  }

  /**
   * A place in any country.
   *
   * @param id 16 hexadecimal digits
   * @param type {@code city}, {@code poi}, {@code neighborhood}, {@code admin} or {@code country}
   * @param name short name
   * @param fullName name with its region
   * @param bbox west, south, east and north in degrees, as in a JSON array
   * @param containedIn id of the containing city; empty without one
   */
  SimulatedPlace(
      String id,
      String type,
      String name,
      String fullName,
      String bbox,
      String containedIn,
      Country country) {
    this.id = id;
    this.country = country;
    this.name = name;
    this.fullName = fullName;
    this.jsonId = id.getBytes(UTF_8);
    this.jsonName = name.getBytes(UTF_8);
    this.bbox = bbox;
    this.bounds = Arrays.stream(bbox.split(",")).mapToDouble(Double::parseDouble).toArray();
    String container =
        containedIn.isEmpty() ? "" : ",\"contained_within\":[\"" + containedIn + "\"]";
    String code = country.isCodeSent() ? "\"country_code\":\"" + country.code() + "\"," : "";
    this.json =
        """
        {"country":"%s",%s"full_name":"%s","id":"%s","name":"%s",\
        "place_type":"%s","geo":{"type":"Feature","bbox":[%s],"properties":{}}%s}"""
            .formatted(country.name(), code, fullName, id, name, type, bbox, container)
            .getBytes(UTF_8);
  }

  /** Returns a deterministic id for a place whose id at X is unknown. */
  static String stableId(String type, String fullName) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest((type + ' ' + fullName).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, ID_HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is required in every JDK", e);
    }
  }

  /** Returns an invented city at the same location with a number in its name. */
  SimulatedPlace numbered(int number) {
    String numbered = name + " " + number;
    String numberedInFull = numbered + fullName.substring(name.length());
    return new SimulatedPlace(
        stableId("city", id + " " + number), "city", numbered, numberedInFull, bbox, "", country);
  }

  String id() {
    return id;
  }

  /** Returns the two-letter ISO code of its country. */
  String country() {
    return country.code();
  }

  /** Returns the longitude of the center of its box, in degrees east. */
  double longitude() {
    return (bounds[0] + bounds[2]) / 2;
  }

  /** Returns whether it lies entirely in a box, in degrees. */
  boolean isWithin(double west, double south, double east, double north) {
    return bounds[0] >= west && bounds[1] >= south && bounds[2] <= east && bounds[3] <= north;
  }

  String name() {
    return name;
  }

  String fullName() {
    return fullName;
  }

  /** Returns the id in UTF-8; not a copy. */
  byte[] jsonId() {
    return jsonId;
  }

  /** Returns the name in UTF-8; not a copy. */
  byte[] jsonName() {
    return jsonName;
  }

  /** Returns the object in {@code includes.places}; not a copy. */
  byte[] json() {
    return json;
  }
}
