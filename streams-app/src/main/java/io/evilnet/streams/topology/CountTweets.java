package io.evilnet.streams.topology;

import io.evilnet.core.CityWindow;
import io.evilnet.core.Malformed;
import io.evilnet.core.Malformed.Reason;
import io.evilnet.core.SketchKey;
import io.evilnet.core.SketchKeys;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import io.evilnet.core.UserSketch;
import io.evilnet.platform.topics.ResolvedCity;
import io.evilnet.platform.topics.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Parses the records of a partition, counts them in its {@link PartitionCount}, and emits the
 * changed counts at an interval.
 *
 * <p>Counts of the newest windows are emitted again periodically: a stalled merge task that resumes
 * may overwrite the state of its successor, after which only the counting tasks have the counts.
 */
final class CountTweets implements Processor<byte[], TweetBatch, Integer, Counted> {

  static final String STORE = "tweets-of-open-windows";

  private static final Duration REPEAT_INTERVAL = Duration.ofMinutes(1);
  private static final Duration NEWEST = Duration.ofMinutes(10);

  /** Counts repeated in an interval; few, so that changed counts are not delayed. */
  private static final int MAX_REPEATED = 10;

  /**
   * Changed counts of closed windows that are emitted regardless of the pace: in a sparse archive
   * there is a window for every few posts.
   */
  private static final int MAX_CHANGED = 20_000;

  private final CityCountSettings settings;
  private final OutcomeTotals outcomes;
  private final SketchKeys sketchKeys;
  private final PartitionProgress progress;
  private final int mergeTasks;
  private final TweetParser parser = new TweetParser();
  private ProcessorContext<Integer, Counted> context;
  private PartitionCount count;
  private int partition;

  /** The counts whose sketches are to be emitted, as they have changed since the last emission. */
  private final Set<CityWindow> usersToEmit = new LinkedHashSet<>();

  private final Deque<CityWindow> toRepeat = new ArrayDeque<>();

  private long usersEmittedAt;
  private final EmitPace pace = EmitPace.ofClosedWindows();
  private final EmitPace paceOfOpen = EmitPace.ofOpenWindows();

  /** The age of the newest post when it was counted, in ms. */
  private long newestAge;

  /** The age in the last emitted batches, in ms. */
  private long emittedAge;

  /** Time of the first emission with the current consumer lag, in ms; the maximum without lag. */
  private long lagSince = Long.MAX_VALUE;

  CountTweets(
      CityCountSettings settings,
      OutcomeTotals outcomes,
      SketchKeys sketchKeys,
      PartitionProgress progress,
      int mergeTasks) {
    this.settings = settings;
    this.outcomes = outcomes;
    this.sketchKeys = sketchKeys;
    this.progress = progress;
    this.mergeTasks = mergeTasks;
  }

  @Override
  public void init(ProcessorContext<Integer, Counted> context) {
    this.context = context;
    partition = context.taskId().partition();
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(STORE);
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    long epoch = new SplittableRandom().nextLong();
    count = new PartitionCount(settings, new PageStore(store, epoch), now);
    context.schedule(
        Instant.EPOCH, settings.emitInterval(), PunctuationType.WALL_CLOCK_TIME, this::emit);
    context.schedule(REPEAT_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::repeatNewest);
  }

  @Override
  public void process(Record<byte[], TweetBatch> batch) {
    RecordMetadata at =
        context.recordMetadata().orElseThrow(() -> new IllegalStateException("no offset"));
    Instant arrival = Instant.EPOCH;
    long arrivalMillis = 0; // mostly equal to that of the previous record
    for (ConsumerRecord<byte[], byte[]> record : batch.value().records(batch, at)) {
      if (record.timestamp() != arrivalMillis) {
        arrivalMillis = record.timestamp();
        arrival = Instant.ofEpochMilli(arrivalMillis);
      }
      StreamLine line = classify(record, arrival);
      if (line instanceof Malformed malformed) {
        // Also for a record that was counted before: its dead letter may have been lost in a crash.
        emit(record, malformed);
      }
      count.accept(line, record.offset(), arrival);
    }
    count.store();
    newestAge = context.currentSystemTimeMs() - batch.timestamp();
  }

  /**
   * Returns the tweet, or the reason for rejection; deterministic, since the append time is that of
   * the record.
   */
  private StreamLine classify(ConsumerRecord<byte[], byte[]> record, Instant arrival) {
    StreamLine line = ScannedTweet.of(record);
    if (line == null) {
      if (record.value() == null) {
        return new Malformed(Reason.NOT_JSON, "no value");
      }
      line = ResolvedCity.of(parser.parse(record.value()), record.headers(), parser);
    }
    if (line instanceof Tweet tweet) {
      return settings.rules().isAhead(tweet, arrival)
          ? new Malformed(Reason.AHEAD_OF_TIME, "created_at is too far ahead of the append time")
          : tweet;
    }
    return line instanceof Malformed ? line : new Malformed(Reason.NO_DATA, "not a post");
  }

  private void emit(ConsumerRecord<byte[], byte[]> record, Malformed malformed) {
    DeadLetter letter = DeadLetter.of(ScannedTweet.original(record), malformed);
    outcomes.dead(malformed.reason());
    context.forward(new Record<>(null, letter, record.timestamp(), letter.headers()));
  }

  @Override
  public void close() {
    outcomes.forget(partition);
  }

  private PartialCounts partial(CityWindow key, UserSketch users, Optional<Waiting> waiting) {
    return new PartialCounts(
        partition, key.windowStart(), count.city(key.cityId()), count.counts(key), users, waiting);
  }

  /** Returns the sketch; none while its key is unknown, in which case it is emitted later. */
  private UserSketch users(CityWindow key) {
    Optional<SketchKey> sketchKey = sketchKeys.of(key.windowStart());
    if (sketchKey.isEmpty()) {
      usersToEmit.add(key);
    }
    return sketchKey.map(known -> count.users(key, known)).orElse(UserSketch.NONE);
  }

  private void repeatNewest(long now) {
    if (toRepeat.isEmpty()) {
      toRepeat.addAll(count.keysChangedSince(Instant.ofEpochMilli(now).minus(NEWEST)));
    }
  }

  private void emit(long now) {
    count.advance(Instant.ofEpochMilli(now));
    long age = progress.isAtEnd(partition) ? 0 : newestAge;
    boolean isOpenDue = count.changes() == 0 || paceOfOpen.isDue(now, age);
    boolean isDue = pace.isDue(now, age);
    boolean hasLag = EmitPace.hasLag(age);
    if (!isDue && !isOpenDue && count.closedChanges() < MAX_CHANGED) {
      tidy(now);
      return;
    }
    Map<CityWindow, Optional<Waiting>> changed =
        isOpenDue ? count.takeChanged() : count.takeClosedChanges();
    for (int i = 0; i < MAX_REPEATED && !toRepeat.isEmpty(); i++) {
      changed.putIfAbsent(toRepeat.remove(), Optional.empty());
    }
    usersToEmit.addAll(changed.keySet());
    // Requests the key of the sketches, so that it is available when the first sketch is due.
    changed.keySet().forEach(key -> sketchKeys.of(key.windowStart()));
    Set<CityWindow> withUsers = takeUsersToEmit(now, hasLag);
    withUsers.forEach(key -> changed.putIfAbsent(key, Optional.empty()));
    // Retired windows, and cities without a name, whose count would be one of no city.
    changed.keySet().removeIf(key -> !count.holds(key) || !count.knows(key));
    PartialBatches batches =
        new PartialBatches(
            mergeTasks,
            Map.of(partition, age),
            (task, batch) -> context.forward(new Record<>(task, batch, now)));
    changed.forEach(
        (key, waiting) -> {
          UserSketch users = withUsers.contains(key) ? users(key) : UserSketch.NONE;
          batches.add(partial(key, users, waiting));
        });
    // The age is sent to each merge task, even if none of its counts has changed.
    boolean isReport = hasLag && isDue;
    batches.complete(isReport || (EmitPace.hasLag(emittedAge) && !hasLag));
    emittedAge = age;
    lagSince = hasLag ? Math.min(lagSince, now) : Long.MAX_VALUE;
    count.sent(changed.keySet());
    tidy(now);
    count.totals().forEach((outcome, total) -> outcomes.update(partition, outcome, total));
  }

  /**
   * Returns the counts whose sketches are emitted now, at the same time in all partitions. With
   * consumer lag, sketches of open windows are postponed, as they will change again, and those of
   * closed windows are emitted with their counts. At the end of a catch-up all are emitted with
   * their counts, so that each total is written once; a lag of less than an interval is no
   * catch-up.
   */
  private Set<CityWindow> takeUsersToEmit(long now, boolean hasLag) {
    long interval = settings.usersInterval().toMillis();
    boolean isCaughtUp = !hasLag && now - lagSince >= interval;
    if (now / interval == usersEmittedAt / interval && !isCaughtUp && !hasLag) {
      return Set.of();
    }
    usersEmittedAt = now;
    Set<CityWindow> taken = new LinkedHashSet<>();
    for (Iterator<CityWindow> keys = usersToEmit.iterator(); keys.hasNext(); ) {
      CityWindow key = keys.next();
      if (!hasLag || !count.isOpen(key)) {
        taken.add(key);
        keys.remove();
      }
    }
    return taken;
  }

  private void tidy(long now) {
    count.tidy(Instant.ofEpochMilli(now), progress.committed(partition), usersToEmit);
  }
}
