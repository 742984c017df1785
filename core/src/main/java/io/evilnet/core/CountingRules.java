package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * The settings of the counting contract: windows, kinds of reference that make a post a retweet,
 * and countries.
 *
 * @param window length of the tumbling windows, which are aligned to the epoch, UTC, half-open;
 *     whole seconds
 * @param grace the grace period: time after the end of a window during which it accepts posts, in
 *     event time
 * @param retweetKinds the kinds of reference that make a post a retweet
 * @param countries ISO 3166-1 alpha-2 codes of the countries whose cities are counted; empty means
 *     all
 * @param maxAhead maximum time by which the event time of a post may be ahead of its append time
 * @param assumeCountry country of the cities that are delivered without a code and whose matching
 *     rule names none; empty to assume none
 */
public record CountingRules(
    Duration window,
    Duration grace,
    Set<ReferenceKind> retweetKinds,
    Set<String> countries,
    Duration maxAhead,
    String assumeCountry)
    implements Serializable {

  /**
   * The default rules: windows of five minutes, a grace period of fifteen, retweets and quotes,
   * Canada.
   */
  public static final CountingRules DEFAULT =
      new CountingRules(
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          EnumSet.of(ReferenceKind.RETWEETED, ReferenceKind.QUOTED),
          Set.of("CA"),
          Duration.ofMinutes(5));

  /** Creates rules that assume no country. */
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
            "countries must be two-letter ISO codes such as CA, or 'all', but contain " + country);
      }
    }
    if (!assumeCountry.equals(CountryCode.normalize(assumeCountry))) {
      throw new IllegalArgumentException(
          "assume-country must be a two-letter ISO code such as CA, but is " + assumeCountry);
    }
  }

  /** Returns the start of the window that contains {@code time}. */
  public Instant windowStart(Instant time) {
    long second = time.getEpochSecond();
    return Instant.ofEpochSecond(second - Math.floorMod(second, window.toSeconds()));
  }

  /**
   * Returns the start of the first open window at stream time {@code time}. A window is closed when
   * stream time reaches its end plus grace, so this is the window that contains {@code time -
   * grace}.
   */
  public Instant firstOpenWindow(Instant time) {
    return windowStart(time.minus(grace));
  }

  /** Returns the stream time at which the window {@code firstOpen} is closed. */
  public Instant closesNext(Instant firstOpen) {
    return firstOpen.plus(window).plus(grace);
  }

  /**
   * Returns the city of a tweet; {@link City#UNRESOLVED} if its place is not a city of these
   * countries.
   *
   * <p>A city without a country from X, a rule or {@link #assumeCountry} is counted only if all
   * countries are, under {@code ZZ}.
   */
  public City cityOf(Tweet tweet) {
    return cityOf(tweet.place());
  }

  /**
   * Returns the city that receives a tweet as a retweet; {@link City#UNRESOLVED} if the tweet is
   * not counted as a retweet, or if the city of the retweeted post is unknown or not in these
   * countries.
   */
  public City retweetedCityOf(Tweet tweet) {
    return tweet.retweetedCity() != null && isRetweet(tweet)
        ? cityOf(tweet.retweetedCity())
        : City.UNRESOLVED;
  }

  private City cityOf(Place place) {
    if (place == null || !place.isCity()) {
      return City.UNRESOLVED;
    }
    String country = countryOf(place);
    return countries.isEmpty() || countries.contains(country)
        ? place.city().in(country)
        : City.UNRESOLVED;
  }

  private String countryOf(Place place) {
    if (!place.city().countryCode().isEmpty()) {
      return place.city().countryCode();
    }
    return assumeCountry.isEmpty() ? CountryCode.UNKNOWN : assumeCountry;
  }

  /**
   * Returns the state of a tweet to be counted.
   *
   * @param city the result of {@link #cityOf(Tweet)}
   */
  public CountedTweet place(Tweet tweet, City city) {
    City retweeted = retweetedCityOf(tweet);
    return new CountedTweet(
        windowStart(tweet.createdAt()),
        tweet.id(),
        tweet.authorId(),
        city.id(),
        isRetweet(tweet),
        tweet.contained() && city.isReal(),
        retweeted.isReal() ? retweeted.id() : null);
  }

  /** Returns true if a tweet is counted as a retweet. */
  boolean isRetweet(Tweet tweet) {
    for (ReferenceKind kind : tweet.references()) {
      if (retweetKinds.contains(kind)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns true if the event time of a tweet is ahead of its append time by more than {@link
   * #maxAhead}.
   */
  public boolean isAhead(Tweet tweet, Instant arrival) {
    Instant time = tweet.createdAt();
    return time.isAfter(arrival) && time.isAfter(arrival.plus(maxAhead));
  }
}
