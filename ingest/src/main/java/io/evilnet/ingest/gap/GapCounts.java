package io.evilnet.ingest.gap;

import io.evilnet.ingest.x.ReconnectDelays;
import io.evilnet.ingest.x.ReconnectPause;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamEnd.Refused;
import io.evilnet.ingest.x.XFailure;
import io.evilnet.platform.topics.StreamGap;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests X's counts of the posts created in ended gaps, in a separate thread, for at most one gap
 * per minute, as X bills each request.
 */
public final class GapCounts implements AutoCloseable {

  /** X's count of the posts created in an interval that match the rules of a connection. */
  @FunctionalInterface
  public interface Source {
    long between(Instant from, Instant to) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(GapCounts.class);

  /** Interval of requests, and time after a gap until X has counted its posts: X requires 10 s. */
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final Duration COUNTED = Duration.ofDays(7);

  private final GapLedger ledger;

  /** By connection; without those whose requests X has rejected. */
  private final Map<String, Source> sources;

  private final Clock clock;
  private final ReconnectPause pause;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "gap-counts");
  private ReconnectDelays delays = ReconnectDelays.START;
  private String logged = "";

  /**
   * @param sources by connection; gaps of others are not counted
   */
  public GapCounts(
      GapLedger ledger, Map<String, Source> sources, Clock clock, ReconnectPause pause) {
    this.ledger = ledger;
    this.sources = new HashMap<>(sources);
    this.clock = clock;
    this.pause = pause;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Ends the thread; the next process counts the remaining gaps. */
  @Override
  public void close() {
    closing.countDown();
  }

  private void run() {
    try {
      Duration wait = INTERVAL;
      while (!pause.isStoppedAfter(wait, closing)) {
        wait = step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Counts the next gap, if there is one; returns the time until the next step. */
  Duration step() {
    return next().map(this::count).orElse(INTERVAL);
  }

  /** Returns the oldest gap that X can count, after discarding those that it cannot. */
  private Optional<StreamGap> next() {
    Instant now = clock.instant();
    ledger.uncounted().stream()
        .filter(gap -> !sources.containsKey(gap.connection()) || isTooOld(gap, now))
        .forEach(gap -> ledger.counted(gap.key(), OptionalLong.empty()));
    return ledger.uncounted().stream()
        .filter(gap -> !gap.to().orElseThrow().isAfter(now.minus(INTERVAL)))
        .findFirst();
  }

  private static boolean isTooOld(StreamGap gap, Instant now) {
    return gap.from().isBefore(now.minus(COUNTED).plus(INTERVAL));
  }

  private Duration count(StreamGap gap) {
    try {
      long posts = sources.get(gap.connection()).between(gap.from(), gap.to().orElseThrow());
      ledger.counted(gap.key(), OptionalLong.of(posts));
      delays = ReconnectDelays.START;
      logged = "";
    } catch (IOException e) {
      StreamEnd reason = XFailure.reason(e);
      delays = delays.after(reason, Duration.ZERO);
      warn(reason);
      if (reason instanceof Refused) {
        sources.remove(gap.connection());
        ledger.counted(gap.key(), OptionalLong.empty());
      }
    } catch (RuntimeException e) {
      LOG.error("Failed to count the posts of the gap of {}", gap.from(), e);
      ledger.counted(gap.key(), OptionalLong.empty());
    }
    return delays.delay().compareTo(INTERVAL) > 0 ? delays.delay() : INTERVAL;
  }

  private void warn(StreamEnd reason) {
    if (closing.getCount() > 0 && !reason.label().equals(logged)) {
      logged = reason.label();
      LOG.warn(
          "Posts missed in gaps are not estimated {}, as X's recent counts are not available: {}",
          reason instanceof Refused ? "until the next start" : "yet",
          reason.description());
    }
  }
}
