package io.evilnet.ingest.place;

import io.evilnet.core.Place;
import io.evilnet.core.Tweet;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Resolves the places of posts to cities: points of interest and neighborhoods to the city that
 * contains them, if it has occurred in an earlier post. Thread-safe.
 *
 * <p>The city is part of the record in Kafka, so the decision is made once, whatever becomes known
 * later.
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
    /** No city: another type of place, an unknown city, or no place. */
    NONE;

    /** Returns the value of the label of the metric. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final CityResolution mode;
  private final KnownCities cities = new KnownCities();
  private final CityFile file;
  private final Map<Resolution, LongAdder> posts = new EnumMap<>(Resolution.class);

  private PlaceResolver(CityResolution mode, CityFile file) {
    this.mode = mode;
    this.file = file;
    for (Resolution resolution : Resolution.values()) {
      posts.put(resolution, new LongAdder());
    }
  }

  /** Returns a resolver that knows no cities yet. */
  public static PlaceResolver of(CityResolution mode) {
    return new PlaceResolver(mode, null);
  }

  /**
   * Returns a resolver that knows the cities of earlier processes.
   *
   * @param file the file of known cities
   */
  public static PlaceResolver of(CityResolution mode, Path file) {
    CityFile known = new CityFile(file);
    PlaceResolver resolver = new PlaceResolver(mode, known);
    if (mode == CityResolution.CONTAINED) {
      known.load(resolver.cities);
    }
    return resolver;
  }

  /**
   * Returns the city of a post as the value of {@link
   * io.evilnet.platform.topics.TweetHeaders#CITY}; empty if it is tagged with a city, or if there
   * is none.
   */
  public String cityOf(Tweet tweet) {
    Place place = tweet.place();
    if (place != null && place.isCity()) {
      learn(place);
      return found(Resolution.CITY, "");
    }
    if (place == null || !place.isWithinCity() || mode == CityResolution.EXACT) {
      return found(Resolution.NONE, "");
    }
    // Not by the box if a container is named: as long as that one is unknown, the box of a
    // neighboring city may contain the place as well.
    boolean isContainerNamed = !place.containedWithin().isEmpty();
    KnownCity city = isContainerNamed ? cities.containing(place) : cities.around(place);
    if (city == null) {
      return found(Resolution.NONE, "");
    }
    return found(isContainerNamed ? Resolution.CONTAINED_WITHIN : Resolution.BOX, city.json());
  }

  /** Returns the number of posts with a resolution. */
  public long posts(Resolution resolution) {
    return posts.get(resolution).sum();
  }

  private void learn(Place place) {
    if (mode == CityResolution.CONTAINED) {
      KnownCity added = cities.add(place);
      if (added != null && file != null) {
        file.append(added);
      }
    }
  }

  private String found(Resolution resolution, String city) {
    posts.get(resolution).increment();
    return city;
  }
}
