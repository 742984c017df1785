package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * The counting contract as settings: which window a post belongs to, which posts are retweets,
 * which places are cities.
 *
 * @param window length of the tumbling windows, which are aligned to the epoch, UTC, half-open;
 *     whole seconds
 * @param grace how long after its end a window still takes posts, by the posts' own time
 * @param retweetKinds the kinds of reference that make a post a retweet
 * @param countries ISO 3166-1 alpha-2 codes of the countries whose cities are counted; empty means
 *     all
 * @param maxAhead how far a post's time may be ahead of its arrival
 * @param assumeCountry country of the cities that come without a code and whose matching rule names
 *     none; empty when there is no such assumption
 */
public record CountingRules(
    Duration window,
    Duration grace,
    Set<ReferenceKind> retweetKinds,
    Set<String> countries,
    Duration maxAhead,
    String assumeCountry)
    implements Serializable {

  /** Five minutes, fifteen of grace, retweets and quotes, Canada. */
  public static final CountingRules DEFAULT =
      new CountingRules(
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          EnumSet.of(ReferenceKind.RETWEETED, ReferenceKind.QUOTED),
          Set.of("CA"),
          Duration.ofMinutes(5));

  /** Rules that assume no country. */
  public CountingRules(
      Duration window,
      Duration grace,
      Set<ReferenceKind> retweetKinds,
      Set<String> countries,
      Duration maxAhead) {
    this(window, grace, retweetKinds, countries, maxAhead, "");
  }

  public CountingRules {
    requireNonNull(window, "window");
    requireNonNull(grace, "grace");
    requireNonNull(maxAhead, "maxAhead");
    requireNonNull(assumeCountry, "assumeCountry");
    retweetKinds = Set.copyOf(retweetKinds);
    countries = Set.copyOf(countries);
    if (window.toSeconds() < 1 || window.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          "window must be whole seconds, one or more, but is " + window);
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace must not be negative, but is " + grace);
    }
    if (maxAhead.isNegative()) {
      throw new IllegalArgumentException("max-ahead must not be negative, but is " + maxAhead);
    }
    for (String country : countries) {
      if (country.isEmpty() || !country.equals(CountryCode.normalize(country))) {
        throw new IllegalArgumentException(
            "countries must be two-letter ISO codes such as CA, or 'all', but one is " + country);
      }
    }
    if (!assumeCountry.equals(CountryCode.normalize(assumeCountry))) {
      throw new IllegalArgumentException(
          "assume-country must be a two-letter ISO code such as CA, but is " + assumeCountry);
    }
  }

  /** The start of the window that {@code time} falls into. */
  public Instant windowStart(Instant time) {
    long second = time.getEpochSecond();
    return Instant.ofEpochSecond(second - Math.floorMod(second, window.toSeconds()));
  }

  /**
   * The start of the first window that is still open once a post of {@code time} has been seen: a
   * window is closed when its end + grace has come, so it is the one that holds {@code time -
   * grace}.
   */
  public Instant firstOpenWindow(Instant time) {
    return windowStart(time.minus(grace));
  }

  /** The first time at which a post closes a window when all before {@code firstOpen} are. */
  public Instant closesNext(Instant firstOpen) {
    return firstOpen.plus(window).plus(grace);
  }

  /**
   * The city of a tweet; {@link City#UNRESOLVED} when its place is not a city of these countries.
   *
   * <p>A city whose country neither X, nor a rule, nor {@link #assumeCountry} tells is counted only
   * when all countries are, under {@code ZZ}.
   */
  public City cityOf(Tweet tweet) {
    Place place = tweet.place();
    if (place == null || !place.isCity()) {
      return City.UNRESOLVED;
    }
    String country = countryOf(place);
    return countries.isEmpty() || countries.contains(country)
        ? place.asCity(country)
        : City.UNRESOLVED;
  }

  private String countryOf(Place place) {
    if (!place.countryCode().isEmpty()) {
      return place.countryCode();
    }
    return assumeCountry.isEmpty() ? CountryCode.UNKNOWN : assumeCountry;
  }

  /** Where and as what a tweet counts, in the city that {@link #cityOf} gave for it. */
  public CountedTweet place(Tweet tweet, City city) {
    return new CountedTweet(
        windowStart(tweet.createdAt()), tweet.id(), tweet.authorId(), city.id(), isRetweet(tweet));
  }

  /** Whether a tweet is counted as a retweet. */
  boolean isRetweet(Tweet tweet) {
    for (ReferenceKind kind : tweet.references()) {
      if (retweetKinds.contains(kind)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a tweet claims a time too far ahead of the instant at which it arrived. */
  public boolean isAhead(Tweet tweet, Instant arrival) {
    Instant time = tweet.createdAt();
    return time.isAfter(arrival) && time.isAfter(arrival.plus(maxAhead));
  }
}
