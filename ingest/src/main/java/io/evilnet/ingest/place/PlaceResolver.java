package io.evilnet.ingest.place;

import io.evilnet.core.Place;
import io.evilnet.core.Tweet;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Resolves the places of posts to cities: points of interest and neighborhoods to the city that
 * contains them, if it has occurred in an earlier post; native retweets to the city of the original
 * post, if it was received. Thread-safe.
 *
 * <p>The city is part of the record in Kafka: it is resolved once, and not updated later.
 */
public final class PlaceResolver {

  /** Outcome for a post. */
  public enum Resolution {
    /** Tagged with a city. */
    CITY,
    /** The first known city of {@code contained_within}. */
    CONTAINED_WITHIN,
    /** Without {@code contained_within}: the only known city around the middle of the place. */
    BOX,
    /** A native retweet without a place: the city of the original, which receives it. */
    ORIGINAL,
    /** No city: another type of place, an unknown city, or no place. */
    NONE;

    /** Returns the value of the label of the metric. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final PlaceSettings settings;
  private final KnownCities cities = new KnownCities();
  private final CityFile file;

  /** Null unless retweets are resolved. */
  private final Originals originals;

  private final Map<Resolution, LongAdder> posts = new EnumMap<>(Resolution.class);

  private PlaceResolver(PlaceSettings settings, CityFile file, Originals originals) {
    this.settings = settings;
    this.file = file;
    this.originals = originals;
    for (Resolution resolution : Resolution.values()) {
      posts.put(resolution, new LongAdder());
    }
  }

  /** Returns a resolver without known cities and posts. */
  public static PlaceResolver of(PlaceSettings settings) {
    return new PlaceResolver(settings, null, originals(settings, null, InstantSource.system()));
  }

  /**
   * Returns a resolver with the cities and posts of earlier processes.
   *
   * @param directory directory of their files
   */
  public static PlaceResolver of(PlaceSettings settings, Path directory, InstantSource clock) {
    CityFile known = new CityFile(directory.resolve("cities.jsonl"));
    PlaceResolver resolver =
        new PlaceResolver(
            settings, known, originals(settings, directory.resolve("originals"), clock));
    if (settings.needsKnownCities()) {
      known.load(resolver.cities);
    }
    return resolver;
  }

  private static Originals originals(PlaceSettings settings, Path directory, InstantSource clock) {
    if (settings.retweetCity() == RetweetCity.ORIGINAL) {
      return new Originals(settings.retention(), Originals.MAX_POSTS, directory, clock);
    }
    if (directory != null) {
      Originals.delete(directory);
    }
    return null;
  }

  /**
   * Returns the city of a post as the value of {@link
   * io.evilnet.platform.topics.TweetHeaders#CITY}; empty if it is tagged with a city, or if there
   * is none.
   *
   * @param line the line of the post
   */
  public String cityOf(Tweet tweet, byte[] line) {
    Place place = tweet.place();
    if (place == null) {
      return retweetedCity(tweet, line);
    }
    if (place.isCity()) {
      addCity(place);
      addOriginal(tweet, line, place);
      return count(Resolution.CITY, "");
    }
    if (!place.isWithinCity() || settings.cityResolution() == CityResolution.EXACT) {
      return count(Resolution.NONE, "");
    }
    // Not by the box if a container is named: while the container is unknown, the box of a
    // neighboring city may contain the place as well.
    boolean isContainerNamed = !place.containedWithin().isEmpty();
    KnownCity city = isContainerNamed ? cities.containing(place) : cities.around(place);
    if (city == null) {
      return count(Resolution.NONE, "");
    }
    addOriginal(tweet, line, city.place());
    return count(isContainerNamed ? Resolution.CONTAINED_WITHIN : Resolution.BOX, city.json());
  }

  /** Returns the number of posts with a resolution. */
  public long posts(Resolution resolution) {
    return posts.get(resolution).sum();
  }

  private String retweetedCity(Tweet tweet, byte[] line) {
    if (originals != null && tweet.isRetweetWithoutPlace()) {
      String cityId = originals.cityOf(PostIds.of(line).retweeted());
      KnownCity city = cityId == null ? null : cities.get(cityId);
      if (city != null) {
        return count(Resolution.ORIGINAL, city.json());
      }
    }
    return count(Resolution.NONE, "");
  }

  private void addOriginal(Tweet tweet, byte[] line, Place city) {
    if (originals != null) {
      originals.add(tweet.id(), city.city().id());
      if (tweet.edited()) {
        // A retweet of a later version refers to that one.
        originals.add(PostIds.of(line).own(), city.city().id());
      }
    }
  }

  private void addCity(Place place) {
    if (settings.needsKnownCities()) {
      KnownCity added = cities.add(place);
      if (added != null && file != null) {
        file.append(added);
      }
    }
  }

  private String count(Resolution resolution, String city) {
    posts.get(resolution).increment();
    return city;
  }
}
