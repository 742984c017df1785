package io.evilnet.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A city of a country other than Canada, from GeoNames.
 *
 * @param id its GeoNames id
 * @param name such as {@code São Paulo}
 * @param population number of inhabitants
 * @param latitude of its center, in degrees north
 * @param longitude of its center, in degrees east
 * @param countryCode ISO 3166-1 alpha-2 code
 */
public record WorldCity(
    String id, String name, int population, double latitude, double longitude, String countryCode) {

  private static final String TABLE = "world-cities.tsv.gz";

  /** Reads the bundled cities: about 30,000, the largest first. */
  public static List<WorldCity> all() {
    try (BufferedReader table =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(WorldCity.class.getResourceAsStream(TABLE)), UTF_8))) {
      return table.lines().filter(line -> !line.startsWith("#")).map(WorldCity::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WorldCity of(String line) {
    String[] row = line.split("\t", -1);
    return new WorldCity(
        row[0],
        row[1],
        Integer.parseInt(row[2]),
        Double.parseDouble(row[3]),
        Double.parseDouble(row[4]),
        row[5]);
  }
}
