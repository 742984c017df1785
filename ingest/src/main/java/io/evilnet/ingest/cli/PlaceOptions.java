package io.evilnet.ingest.cli;

import io.evilnet.ingest.place.CityResolution;
import picocli.CommandLine.Option;

/** Command-line option of the resolution of places. */
final class PlaceOptions {

  @Option(
      names = "--city-resolution",
      paramLabel = "MODE",
      defaultValue = "contained",
      description =
          "Places whose posts are counted in a city: exact, cities only; contained, also points of interest and"
              + " neighborhoods, in the known city that contains them (default: ${DEFAULT-VALUE}).")
  private CityResolution cityResolution;

  CityResolution cityResolution() {
    return cityResolution;
  }
}
