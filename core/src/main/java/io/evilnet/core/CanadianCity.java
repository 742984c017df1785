package io.evilnet.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A municipality of Canada with its population by the census of 2021 (Statistics Canada).
 *
 * @param name such as {@code Montréal}
 * @param province such as {@code Québec}
 * @param latitude of its center, in degrees north
 * @param longitude of its center, in degrees east
 * @param placeId X's place id; empty if it is unknown
 * @param boundingBox west, south, east and north in degrees, as in a JSON array; empty if unknown
 */
public record CanadianCity(
    String name,
    String province,
    int population,
    double latitude,
    double longitude,
    String placeId,
    String boundingBox) {

  private static final String TABLE = "canadian-cities.tsv";
  private static final int COLUMNS = 7;

  /** Returns the bundled municipalities, the largest first. */
  public static List<CanadianCity> all() {
    try (BufferedReader table =
        new BufferedReader(
            new InputStreamReader(CanadianCity.class.getResourceAsStream(TABLE), UTF_8))) {
      return table.lines().filter(line -> !line.startsWith("#")).map(CanadianCity::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the display name, in the format of {@link City#fullName()}. */
  public String fullName() {
    return name + ", " + province;
  }

  private static CanadianCity of(String line) {
    String[] row = line.split("\t", -1);
    boolean isKnown = row.length == COLUMNS;
    return new CanadianCity(
        row[0],
        row[1],
        Integer.parseInt(row[2]),
        Double.parseDouble(row[3]),
        Double.parseDouble(row[4]),
        isKnown ? row[5] : "",
        isKnown ? row[6] : "");
  }
}
