package io.evilnet.core;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.stream.Stream;

/** The provinces and territories of Canada in English and French, and their codes. */
final class CanadianProvinces {

  /** The display name of each province is first in its line. */
  private static final String NAMES =
      """
      Alberta, AB
      British Columbia, BC, Colombie-Britannique
      Manitoba, MB
      New Brunswick, NB, Nouveau-Brunswick
      Newfoundland and Labrador, NL, Terre-Neuve-et-Labrador, Newfoundland
      Northwest Territories, NT, Territoires du Nord-Ouest
      Nova Scotia, NS, Nouvelle-Écosse
      Nunavut, NU
      Ontario, ON
      Prince Edward Island, PE, PEI, Île-du-Prince-Édouard
      Québec, QC
      Saskatchewan, SK
      Yukon, YT, Yukon Territory
      """;

  private static final Map<String, String> BY_NAME =
      NAMES
          .lines()
          .map(line -> line.split(", "))
          .flatMap(names -> Stream.of(names).map(name -> Map.entry(Region.letters(name), names[0])))
          .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private CanadianProvinces() {}

  /** Returns the display name of a province; {@code name} if it is unknown. */
  static String named(String name) {
    return BY_NAME.getOrDefault(Region.letters(name), name);
  }
}
