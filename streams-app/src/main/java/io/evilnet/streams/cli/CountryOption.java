package io.evilnet.streams.cli;

import io.evilnet.core.CountryCode;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Areas;
import io.evilnet.streams.read.CountsReader;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** The option {@code --country}. */
final class CountryOption {

  @Option(
      names = "--country",
      paramLabel = "CODE",
      description =
          "Only cities of this country: an ISO 3166-1 alpha-2 code such as CA, or ZZ for cities"
              + " whose country is unknown.")
  private String country;

  boolean isGiven() {
    return country != null;
  }

  /** Throws {@link IllegalArgumentException} unless the code has the form of one. */
  void validate() {
    if (isGiven() && code().isEmpty()) {
      throw new IllegalArgumentException(
          "--country must be an ISO 3166-1 alpha-2 code such as CA, but is " + country);
    }
  }

  /** Returns the condition on the ids of cities; reads the known cities if a country is given. */
  Predicate<String> cityIds(CountsReader reader) {
    return isGiven() ? new Areas(reader.cities()).in(Area.country(code())) : cityId -> true;
  }

  private String code() {
    return CountryCode.normalize(country);
  }
}
