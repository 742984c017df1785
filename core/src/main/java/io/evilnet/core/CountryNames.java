package io.evilnet.core;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of countries: those of CLDR in the languages of X and of the country, with or without
 * an article or a form of government such as {@code Kingdom of}, and other common names.
 */
final class CountryNames {

  /**
   * A subset of CLDR, which also contains languages in which the United Kingdom is called England.
   */
  private static final List<Locale> LANGUAGES =
      Stream.of(
              "ar bg ca cs da de el en es fa fi fr he hi hr hu id it ja ko ms nb nl pl pt ro ru sk"
                  .concat(" sr sv th tr uk vi zh zh-TW")
                  .split(" "))
          .map(Locale::forLanguageTag)
          .toList();

  /** Common names that differ from those of CLDR. */
  private static final String OTHERS =
      """
      AE UAE
      BN Brunei Darussalam
      CD Congo
      CG Congo
      CI Ivory Coast
      CV Cabo Verde
      CZ Czech Republic, République tchèque, República Checa
      FM Micronesia
      GB UK, Great Britain
      HK Hong Kong, 香港
      KP Korea
      KR Korea, Corée, Corea, Korea Selatan, 한국
      LA Lao People's Democratic Republic
      MK Macedonia
      MM Burma, Myanmar, Birmanie
      MO Macau, Macao, 澳門, 澳门
      PS Palestine
      RU Russian Federation
      SY Syrian Arab Republic
      SZ Swaziland
      TL East Timor
      TR Turkey, Turquie
      US United States of America, Estados Unidos de América, EE.UU.
      VN Viet Nam
      """;

  private static final Pattern FORM =
      Pattern.compile(
          "^the |^(.*\\b(republic|kingdom|sultanate|principality|duchy|emirate|commonwealth"
              + "|plurinational state|federated states) of (the )?"
              + "|(republi[ck]a?|republique|repubblica|royaume|reino|regno|principaute)\\b.*?"
              + " (de la |de los |de l'|des |della |del |di |do |da |dos |du |de |d'))");

  private static final Map<String, Set<String>> BY_COUNTRY = new ConcurrentHashMap<>();

  private CountryNames() {}

  /** Returns true if the text is empty, or a code or name of the country. */
  static boolean contains(String code, String text) {
    return BY_COUNTRY.computeIfAbsent(code, CountryNames::of).contains(comparable(text));
  }

  private static Set<String> of(String code) {
    Locale country = new Locale("", code);
    Stream<Locale> own =
        Arrays.stream(Locale.getAvailableLocales())
            .filter(locale -> locale.getCountry().equals(code));
    Stream<String> others =
        OTHERS
            .lines()
            .filter(line -> line.startsWith(code + " "))
            .flatMap(line -> Stream.of(line.substring(code.length()).split(",")));
    return Stream.of(
            Stream.of("", code, iso3(code)),
            Stream.concat(LANGUAGES.stream(), own).map(country::getDisplayCountry),
            others)
        .flatMap(names -> names)
        .map(CountryNames::comparable)
        .collect(toUnmodifiableSet());
  }

  private static String comparable(String name) {
    return Region.letters(FORM.matcher(Region.fold(name).replace('’', '\'')).replaceFirst(""));
  }

  private static String iso3(String code) {
    return Arrays.asList(Locale.getISOCountries()).contains(code)
        ? new Locale("", code).getISO3Country()
        : "";
  }
}
