package io.evilnet.ingest.cli;

import io.evilnet.ingest.place.CityResolution;
import io.evilnet.ingest.place.PlaceSettings;
import io.evilnet.ingest.place.RetweetCity;
import io.evilnet.platform.topics.RetentionOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command-line options of the resolution of places. */
final class PlaceOptions {

  @Option(
      names = "--city-resolution",
      paramLabel = "MODE",
      defaultValue = "contained",
      description =
          "Places whose posts are counted in a city: exact, cities only; contained, also points of interest and"
              + " neighborhoods, in the known city that contains them (default: ${DEFAULT-VALUE}).")
  private CityResolution cityResolution;

  @Option(
      names = "--retweet-city",
      paramLabel = "MODE",
      defaultValue = "none",
      description =
          "Cities that receive native retweets, which have no place: none; original, that of the original post,"
              + " if it was received within the retention (default: ${DEFAULT-VALUE}).")
  private RetweetCity retweetCity;

  @Mixin private RetentionOption retention;

  PlaceSettings settings() {
    return new PlaceSettings(cityResolution, retweetCity, retention.retention());
  }
}
