package io.evilnet.streams.cli;

import io.evilnet.core.CountryCode;
import io.evilnet.core.Region;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Areas;
import io.evilnet.streams.read.CountsReader;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** The options {@code --country} and {@code --region}. */
final class AreaOptions {

  @Option(
      names = "--country",
      paramLabel = "CODE",
      description =
          "Only cities of this country: an ISO 3166-1 alpha-2 code such as CA, or ZZ for cities"
              + " whose country is unknown.")
  private String country;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description =
          "Only cities of this region of --country, ignoring accents and case: the last part of"
              + " their names, such as Ontario or TX.")
  private String region;

  boolean isGiven() {
    return country != null;
  }

  /**
   * Validates the options.
   *
   * @throws IllegalArgumentException if the country or region is malformed
   */
  void validate() {
    if (isGiven() && code().isEmpty()) {
      throw new IllegalArgumentException(
          "--country must be an ISO 3166-1 alpha-2 code such as CA, but is " + country);
    }
    if (region != null && !isGiven()) {
      throw new IllegalArgumentException(
          "--region requires --country, as in --country CA --region Ontario");
    }
    if (region != null && region.isBlank()) {
      throw new IllegalArgumentException("--region must be a name such as Ontario, but is blank");
    }
  }

  /** Returns a predicate on city ids; reads the counted cities if a country is given. */
  Predicate<String> cityIds(CountsReader reader) {
    return isGiven() ? cityIds(new Areas(reader.cities())) : cityId -> true;
  }

  /** Returns a predicate on city ids by the areas of cities. */
  Predicate<String> cityIds(Areas areas) {
    return isGiven() ? areas.in(area()) : cityId -> true;
  }

  /** Returns the area. */
  Optional<Area> given() {
    return isGiven() ? Optional.of(area()) : Optional.empty();
  }

  /** Returns the level of the given area. */
  String level() {
    return region == null ? "country" : "region";
  }

  private Area area() {
    return region == null
        ? Area.country(code())
        : new Area(code(), Region.named(code(), region).key());
  }

  private String code() {
    return CountryCode.normalize(country);
  }
}
