package io.evilnet.ingest.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.ingest.x.PostBudget;
import io.evilnet.ingest.x.StreamEnd.DailyLimitReached;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts received on the current day, UTC, by all connections, with a limit. The number is stored
 * before the posts: after a crash it may be too high; it is too low only after a full disk. Without
 * a limit nothing is counted. Thread-safe.
 */
final class DailyPosts implements PostBudget {

  private static final Logger LOG = LoggerFactory.getLogger(DailyPosts.class);
  private static final String SEPARATOR = " ";

  private final Path file;
  private final long limit;
  private final Clock clock;
  private LocalDate day;
  private long posts;
  private long stored;
  private boolean failing;

  /**
   * Reads the number of an earlier process.
   *
   * @param file file with the day and the number
   * @param limit posts per day; {@link Long#MAX_VALUE} for none
   */
  DailyPosts(Path file, long limit, Clock clock) throws IOException {
    this.file = file;
    this.limit = limit;
    this.clock = clock;
    this.day = today();
    if (isLimited() && Files.exists(file)) {
      String text = Files.readString(file).strip();
      if (!text.matches("\\d{4}-(0\\d|1[0-2])-([012]\\d|3[01]) \\d{1,18}")) {
        throw new IOException(
            "%s must contain a day and a number of posts; delete it to count from 0"
                .formatted(file));
      }
      int end = text.indexOf(SEPARATOR);
      boolean isToday = LocalDate.parse(text.substring(0, end)).equals(day);
      posts = isToday ? Long.parseLong(text.substring(end + 1)) : 0;
      stored = posts;
    }
  }

  void received() {
    if (isLimited()) {
      count();
    }
  }

  private synchronized void count() {
    startDay();
    posts++;
  }

  /** Stores the number if it has changed; a later call retries a failed write. */
  void store() {
    if (isLimited()) {
      storeChange();
    }
  }

  private synchronized void storeChange() {
    if (stored == posts) {
      return;
    }
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(temporary, (day + SEPARATOR + posts + "\n").getBytes(UTF_8));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      stored = posts;
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("Failed to store the number of posts of the day, retrying: {}", e.toString());
      }
      failing = true;
    }
  }

  @Override
  public Optional<DailyLimitReached> exhausted() {
    return isLimited() ? reached() : Optional.empty();
  }

  private synchronized Optional<DailyLimitReached> reached() {
    startDay();
    if (posts < limit) {
      return Optional.empty();
    }
    Instant midnight = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return Optional.of(
        new DailyLimitReached(limit, Duration.between(clock.instant(), midnight).plusMillis(1)));
  }

  private void startDay() {
    LocalDate today = today();
    // A clock that is set back does not start a new day.
    if (today.isAfter(day)) {
      day = today;
      posts = 0;
      stored = 0;
    }
  }

  private boolean isLimited() {
    return limit != Long.MAX_VALUE;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
