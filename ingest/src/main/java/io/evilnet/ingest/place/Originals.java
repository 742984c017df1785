package io.evilnet.ingest.place;

import io.evilnet.core.SnowflakeId;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cities of received posts by id, for their retweets: a table and a file per hour of the time
 * in the ids, evicted as a whole after the retention, or if there are too many posts. Thread-safe.
 *
 * <p>A post takes 21 to 43 bytes of memory and 16 on disk. X's ids of cities are 16 hexadecimal
 * digits; posts of a city with another id are not stored.
 */
final class Originals {

  private static final Logger LOG = LoggerFactory.getLogger(Originals.class);

  /** Two hours of the 250 posts per second of a stream of X, and 64 MB on average. */
  static final int MAX_POSTS = 2_000_000;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final long NONE = 0;

  private static final class Hour {
    private final Long2LongOpenHashMap cities = new Long2LongOpenHashMap();

    /** Null without a directory. */
    private final OriginalFile file;

    Hour(OriginalFile file) {
      this.file = file;
    }
  }

  private final TreeMap<Long, Hour> hours = new TreeMap<>();
  private final Duration retention;
  private final int maxPosts;
  private final Path directory;
  private final InstantSource clock;
  private int size;
  private boolean isFull;

  /**
   * Reads the posts of earlier processes.
   *
   * @param maxPosts maximum number of posts
   * @param directory directory of the files; null to hold the posts in memory only
   */
  Originals(Duration retention, int maxPosts, Path directory, InstantSource clock) {
    this.retention = retention;
    this.maxPosts = maxPosts;
    this.directory = directory;
    this.clock = clock;
    if (directory != null) {
      load();
    }
  }

  private void load() {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(Originals::isHour)
          .forEach(this::load);
    } catch (IOException e) {
      LOG.warn("Failed to read the cities of posts in {}", directory, e);
    }
    evict(Long.MIN_VALUE);
    while (size > maxPosts && hours.size() > 1) {
      evictOldest();
    }
  }

  /** Deletes the files of earlier processes. */
  static void delete(Path directory) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      files
          .filter(file -> isHour(file.getFileName().toString()))
          .forEach(file -> new OriginalFile(file).delete());
    } catch (IOException e) {
      LOG.warn("Failed to delete the cities of posts in {}", directory, e);
    }
  }

  private static boolean isHour(String name) {
    return name.matches("[0-9]{1,9}");
  }

  private void load(String name) {
    long number = Long.parseLong(name);
    Hour hour = hour(number);
    hour.file.load(
        (id, city) -> {
          // Corrupt records mostly belong to other hours.
          if (hourOf(id) == number && hour.cities.put(id, city) == NONE) {
            size++;
          }
        });
  }

  /** Adds the city of a post. */
  synchronized void add(long id, String cityId) {
    long city = number(cityId);
    long number = hourOf(id);
    // An id with a future time would evict all others.
    boolean isAhead = number > hourOf(clock.instant()) + 1;
    if (city == NONE || isAhead || number < oldestKept(newest(number))) {
      return;
    }
    evict(number);
    Hour hour = hour(number);
    if (!hour.cities.containsKey(id) && hasRoomFor(number)) {
      hour.cities.put(id, city);
      size++;
      if (hour.file != null) {
        hour.file.append(id, city);
      }
    }
  }

  /** Returns the id of the city of a post; null if it is unknown. */
  synchronized String cityOf(long id) {
    evict(Long.MIN_VALUE);
    Hour hour = hours.get(hourOf(id));
    long city = hour == null ? NONE : hour.cities.get(id);
    return city == NONE ? null : HexFormat.of().toHexDigits(city);
  }

  private Hour hour(long number) {
    return hours.computeIfAbsent(
        number,
        absent ->
            new Hour(
                directory == null
                    ? null
                    : new OriginalFile(directory.resolve(Long.toString(number)))));
  }

  /**
   * Returns the newest hour: by the clock, or, in memory only, of an archive, by its posts.
   *
   * @param number hour of a post
   */
  private long newest(long number) {
    if (directory != null) {
      return hourOf(clock.instant());
    }
    return hours.isEmpty() ? number : Math.max(number, hours.lastKey());
  }

  /** Evicts the hours that are out of retention. */
  private void evict(long number) {
    while (!hours.isEmpty() && hours.firstKey() < oldestKept(newest(number))) {
      evictOldest();
    }
  }

  /** Returns true if a post of an hour can be added, after older hours are evicted if necessary. */
  private boolean hasRoomFor(long number) {
    while (size >= maxPosts && hours.firstKey() < number) {
      LOG.warn(
          "The maximum of {} posts with a city is reached: those of the hour {} are evicted before the retention of {}; their later retweets are not assigned to a city",
          size,
          Instant.EPOCH.plus(HOUR.multipliedBy(hours.firstKey())),
          retention);
      evictOldest();
    }
    if (size >= maxPosts && !isFull) {
      LOG.warn(
          "The maximum of {} posts with a city is reached within an hour: retweets of its other posts are not assigned to a city",
          size);
    }
    isFull = size >= maxPosts;
    return !isFull;
  }

  private void evictOldest() {
    Hour oldest = hours.pollFirstEntry().getValue();
    size -= oldest.cities.size();
    if (oldest.file != null) {
      oldest.file.delete();
    }
  }

  private long oldestKept(long now) {
    return now - retention.plus(HOUR).minusNanos(1).toHours();
  }

  private static long hourOf(long id) {
    return hourOf(SnowflakeId.timeOf(id));
  }

  private static long hourOf(Instant time) {
    return Math.floorDiv(time.toEpochMilli(), HOUR.toMillis());
  }

  private static long number(String cityId) {
    try {
      long number = HexFormat.fromHexDigitsToLong(cityId);
      return HexFormat.of().toHexDigits(number).equals(cityId) ? number : NONE;
    } catch (IllegalArgumentException e) {
      return NONE;
    }
  }
}
