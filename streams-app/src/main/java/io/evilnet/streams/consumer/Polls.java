package io.evilnet.streams.consumer;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The last poll of each thread that owns a Kafka consumer, by a monotonic clock; thread-safe.
 *
 * <p>A thread inside Kafka's client waits with a timeout, so it is never considered stalled.
 */
public final class Polls {

  private static final String KAFKA_CLIENT = "org.apache.kafka.clients.";
  private static final String OWN_CODE = "io.evilnet.";

  private final Map<Thread, Long> last = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  public Polls() {
    this(System::nanoTime);
  }

  Polls(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Records a poll of the calling thread. */
  public void record() {
    last.put(Thread.currentThread(), nanoTime.getAsLong());
  }

  /** Returns a description of a thread that has not polled for {@code timeout}, if any. */
  public Optional<String> stalled(Duration timeout) {
    return stalled(timeout, name -> true);
  }

  /** Returns a description of such a thread, among those whose names match {@code names}. */
  public Optional<String> stalled(Duration timeout, Predicate<String> names) {
    last.keySet().removeIf(thread -> !thread.isAlive());
    long now = nanoTime.getAsLong();
    return last.entrySet().stream()
        .filter(poll -> names.test(poll.getKey().getName()))
        .filter(poll -> now - poll.getValue() > timeout.toNanos())
        .flatMap(poll -> describe(poll.getKey(), Duration.ofNanos(now - poll.getValue())))
        .findAny();
  }

  private static Stream<String> describe(Thread thread, Duration since) {
    StackTraceElement[] stack = thread.getStackTrace();
    if (Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith(KAFKA_CLIENT))) {
      return Stream.empty();
    }
    String place =
        Arrays.stream(stack)
            .filter(frame -> frame.getClassName().startsWith(OWN_CODE))
            .findFirst()
            .or(() -> Arrays.stream(stack).findFirst())
            .map(
                frame ->
                    " at %s.%s(%s:%d)"
                        .formatted(
                            frame.getClassName(),
                            frame.getMethodName(),
                            frame.getFileName(),
                            frame.getLineNumber()))
            .orElse("");
    return Stream.of(
        "thread %s has not polled for %d s%s"
            .formatted(thread.getName(), since.toSeconds(), place));
  }
}
