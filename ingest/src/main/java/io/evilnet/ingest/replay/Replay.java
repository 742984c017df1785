package io.evilnet.ingest.replay;

import io.evilnet.core.KeepAlive;
import io.evilnet.core.Malformed;
import io.evilnet.core.StreamLine;
import io.evilnet.core.StreamMessage;
import io.evilnet.core.Tweet;
import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.line.ReceivedLine;
import io.evilnet.ingest.place.PlaceResolver;
import io.evilnet.ingest.publish.Delivery;
import io.evilnet.ingest.publish.Refusal;
import io.evilnet.ingest.publish.TweetPublisher;
import io.evilnet.ingest.replay.ReplayLines.ParsedLine;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.pace.Pacer;
import io.evilnet.platform.topics.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;

/**
 * Sends a file of posts to Kafka. The file serves as the spool: after a failure it is replayed from
 * its beginning, and duplicates are counted once.
 */
public final class Replay {

  private static final Duration MAX_CATCH_UP = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration MIN_PAUSE = Duration.ofMillis(1);
  private static final int KAFKA_ATTEMPTS = 10;
  private static final int LINES_PER_UPDATE = 512;

  private final ReplaySettings settings;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * The first dead letter that Kafka rejected as a single record; the replay continues to the end
   * of the file.
   */
  private final AtomicReference<Exception> dropped = new AtomicReference<>();

  private final Delivery delivery = new FirstFailure(failure, dropped);
  private long lines;
  private long posts;
  private long messages;
  private long keepAlives;
  private long deadLetters;
  private final LatePosts late;
  private final PlaceResolver places;

  public Replay(ReplaySettings settings) {
    this.settings = settings;
    this.late = new LatePosts(settings.rules());
    this.places = PlaceResolver.of(settings.places());
  }

  /**
   * Replays the file until its end, or until it is stopped.
   *
   * @return the summary; Kafka has acknowledged all records
   * @throws IllegalArgumentException if the file cannot be replayed; nothing was sent
   * @throws IOException if the file cannot be read to its end, or a delivery fails
   */
  public ReplaySummary run() throws IOException, InterruptedException {
    try (ReplayInput input = ReplayInput.open(settings.file());
        TweetPublisher publisher = new TweetPublisher(settings.publisher())) {
      awaitKafka(publisher);
      long start = System.nanoTime();
      boolean complete;
      try (Progress progress = Progress.of(input, settings.showProgress())) {
        try {
          complete = send(input, publisher, progress);
        } catch (UnreadableException e) {
          awaitAcknowledgements(publisher);
          throw new IOException(
              "%s %s. %d posts before that were sent"
                  .formatted(input.title(), e.getMessage(), posts),
              e);
        }
        awaitAcknowledgements(publisher);
        progress.show(input.position());
      }
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      return new ReplaySummary(
          lines,
          posts,
          messages,
          keepAlives,
          deadLetters,
          late.count(),
          input.brokenDocuments(),
          late.remedy(Instant.now()),
          time,
          complete);
    }
  }

  /** Stops {@link #run()}; may be called from any thread. */
  public void stop() {
    stopped.countDown();
  }

  private void awaitKafka(TweetPublisher publisher) throws IOException {
    KafkaConnection kafka = settings.publisher().kafka();
    try {
      for (int i = 0; !publisher.isTopicAvailable(); i++) {
        if (i == KAFKA_ATTEMPTS || isStopped()) {
          throw new IOException(
              "Kafka is not available at %s or has no topic 'tweets': start it with ./start-all.sh"
                  .formatted(kafka));
        }
      }
    } catch (KafkaException e) {
      throw new IOException(kafka.refusal(e).orElse(e.getMessage()), e);
    }
  }

  /** Sends all lines; returns false if it was stopped before the end. */
  private boolean send(ReplayInput input, TweetPublisher publisher, Progress progress)
      throws IOException, InterruptedException {
    Pacer pacer =
        settings.postsPerSecond().isPresent()
            ? new Pacer(settings.postsPerSecond().getAsDouble(), MAX_CATCH_UP, System.nanoTime())
            : null;
    long due = 0;
    for (ParsedLine next = read(input); next != null; next = read(input)) {
      StreamLine parsed = next.parsed();
      if (pacer != null && parsed instanceof Tweet) {
        while (due == 0 && !isStopped()) {
          due = pacer.takeDue(System.nanoTime());
          if (due == 0) {
            pause(pacer.untilNext(System.nanoTime()));
          }
        }
        due--;
      }
      if (isStopped()) {
        return false;
      }
      send(next.line(), parsed, publisher);
      if (lines % LINES_PER_UPDATE == 0) {
        progress.show(input.position());
      }
    }
    return true;
  }

  private static ParsedLine read(ReplayInput input) throws UnreadableException {
    try {
      return input.next();
    } catch (IOException e) {
      throw new UnreadableException(e);
    }
  }

  private void send(RawLine line, StreamLine parsed, TweetPublisher publisher)
      throws IOException, InterruptedException {
    while (!publisher.awaitRoom(POLL)) {
      requireNoFailure();
    }
    requireNoFailure();
    // Consecutive records share the header with an equal time.
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    lines++;
    if (parsed instanceof Tweet tweet) {
      String city = places.cityOf(tweet, line.bytes());
      long author = tweet.authorId();
      publisher.sendPost(
          ReceivedLine.ofPost(settings.site(), now, line, author, city), author, delivery);
      posts++;
      late.add(tweet);
      return;
    }
    publisher.send(new ReceivedLine(settings.site(), now, line), parsed, delivery);
    if (parsed instanceof Malformed) {
      deadLetters++;
    } else if (parsed instanceof StreamMessage) {
      messages++;
    } else if (parsed instanceof KeepAlive) {
      keepAlives++;
    }
  }

  private void awaitAcknowledgements(TweetPublisher publisher)
      throws IOException, InterruptedException {
    while (!publisher.awaitAllDelivered(POLL)) {
      requireNoFailure();
    }
    failure.compareAndSet(null, dropped.get());
    requireNoFailure();
  }

  private void requireNoFailure() throws IOException {
    Exception cause = failure.get();
    if (cause instanceof IOException refusal) {
      throw refusal;
    }
    if (cause != null) {
      Optional<Refusal> refusal = Refusal.of(cause);
      if (refusal.isPresent()) {
        throw refusal(refusal.get(), Topics.TWEETS.name(), cause);
      }
      throw new IOException(
          "Failed to deliver all posts to Kafka (%s). Repeat the replay: duplicates are counted once"
              .formatted(cause.getMessage()),
          cause);
    }
  }

  private void pause(Duration untilNext) throws InterruptedException {
    long nanos = Math.max(MIN_PAUSE.toNanos(), Math.min(POLL.toNanos(), untilNext.toNanos()));
    stopped.await(nanos, TimeUnit.NANOSECONDS);
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private static IOException refusal(Refusal refusal, String topic, Exception cause) {
    return new IOException(
        "%s. Then repeat the replay: duplicates are counted once"
            .formatted(refusal.explain(topic, cause.getMessage())),
        cause);
  }

  /** Signals that the input cannot be read further. */
  private static final class UnreadableException extends IOException {

    private static final long serialVersionUID = 1L;

    private UnreadableException(IOException cause) {
      super(
          cause instanceof DamagedFileException
              ? cause.getMessage()
              : "cannot be read completely: " + cause.getMessage(),
          cause);
    }
  }

  private record FirstFailure(
      AtomicReference<Exception> failure, AtomicReference<Exception> dropped) implements Delivery {

    @Override
    public void acknowledged() {
      // Only failures are recorded.
    }

    @Override
    public void failed(Exception cause) {
      failure.compareAndSet(null, cause);
    }

    @Override
    public void replaced(Refusal refusal) {
      // The dead letter has a separate callback.
    }

    @Override
    public void refused(Refusal refusal, Exception cause) {
      IOException explained = refusal(refusal, Topics.TWEETS_DEAD.name(), cause);
      (refusal.isOfRecord() ? dropped : failure).compareAndSet(null, explained);
    }
  }
}
