package io.evilnet.ingest.x;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.core.StreamLine;
import io.evilnet.ingest.line.LineParser;
import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.x.StreamEnd.DailyLimitReached;
import io.evilnet.ingest.x.StreamEnd.EndOfStream;
import io.evilnet.ingest.x.StreamEnd.QuotaExhausted;
import io.evilnet.ingest.x.StreamEnd.ServerFailure;
import io.evilnet.ingest.x.StreamEnd.Stopped;
import io.evilnet.ingest.x.StreamEnd.UnexpectedFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the reader continues after any response and any failure until it is stopped. */
class StreamReaderTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final Duration STALL_TIMEOUT = Duration.ofMillis(800);
  private static final String HTML_PAGE = "<html><title>Error</title></html>";

  private final List<StreamEnd> ends = new CopyOnWriteArrayList<>();
  private final List<Duration> delays = new CopyOnWriteArrayList<>();
  private final AtomicInteger connected = new AtomicInteger();
  private final Deque<RuntimeException> exceptions = new ArrayDeque<>();
  private final AtomicInteger flushed = new AtomicInteger();
  private volatile Supplier<Optional<DailyLimitReached>> budget = Optional::empty;
  private volatile Duration flushDelay = Duration.ZERO;
  private XServerStub x;
  private StreamReader reader;

  @BeforeEach
  void start() throws Exception {
    x = new XServerStub();
  }

  @AfterEach
  void stop() {
    reader.close();
    x.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 402, 404, 405, 408, 409, 410, 420, 429, 451, 500, 502, 503, 529})
  void shouldContinueAfterAnyErrorResponse(int status) throws Exception {
    x.thenRules(XServerStub.body(status, "text/html", HTML_PAGE))
        .thenRules(XServerStub.body(status, "application/json", ""))
        .thenStream(XServerStub.body(status, "application/json", "{\"title\":[1],\"detail\":{}"))
        .thenStream(XServerStub.body(status, "text/html", HTML_PAGE));
    CompletableFuture<StreamEnd> end = read();

    await().until(() -> connected.get() > 0 && ends.size() >= 2);
    assertThat(end).isNotDone();
  }

  @Test
  void shouldRejectHtmlPages() throws Exception {
    x.thenRules(XServerStub.body(200, "text/html", HTML_PAGE))
        .thenStream(XServerStub.body(200, "text/html; charset=utf-8", HTML_PAGE));
    read();

    await().until(() -> connected.get() == 1);
    assertThat(ends)
        .containsExactly(
            new ServerFailure(200, "a response that is not JSON"),
            new ServerFailure(200, "an HTML page instead of the stream"));
  }

  @Test
  void shouldLimitReadOfEndlessResponses() throws Exception {
    x.thenRules(XServerStub.endless(200, "{\"data\":[]} "))
        .thenRules(XServerStub.endless(503, "{\"title\":\"x\"} "))
        .thenStream(XServerStub.endless(429, "          "));
    read();

    await().atMost(TIMEOUT).until(() -> connected.get() == 1);
    assertThat(ends)
        .extracting(StreamEnd::label)
        .containsExactly("http-200", "http-503", "rate-limited");
  }

  @Test
  void shouldRetryAfterExhaustedQuota() throws Exception {
    x.thenRules(XServerStub.body(402, "application/json", "{\"title\":\"CreditsDepleted\"}"))
        .thenStream(XServerStub.body(429, "application/json", "{\"title\":\"UsageCapExceeded\"}"));
    read();

    await().until(() -> connected.get() == 1);
    assertThat(ends).allMatch(QuotaExhausted.class::isInstance);
    assertThat(delays).containsExactly(Duration.ofMinutes(15), Duration.ofMinutes(15));
  }

  @Test
  void shouldEndWhenFirstConnectionIsRejected() throws Exception {
    x.thenRules(XServerStub.body(401, "application/json", "{\"title\":\"Unauthorized\"}"));

    assertThat(read().get(TIMEOUT.toMillis(), MILLISECONDS).description())
        .startsWith("X responded with 401: Unauthorized. The bearer token from ")
        .contains("check it, or create a new one");
  }

  @Test
  void shouldEndWithReasonOfRejectedRule() throws Exception {
    x.thenRules(XServerStub.body(200, "application/json", "{\"meta\":{}}"))
        .thenRules(
            XServerStub.body(
                400,
                "application/json",
                "{\"errors\":[{\"value\":\"place_country:CA\",\"details\":[\"Operator is not available\"]}]}"));

    assertThat(read().get(TIMEOUT.toMillis(), MILLISECONDS).description())
        .startsWith(
            "X responded with 400: invalid rule: (place_country:CA): Operator is not available")
        .contains("bin/evilnet rules list");
  }

  @Test
  void shouldContinueWhenLaterConnectionIsRejected() throws Exception {
    x.thenStream(XServerStub.body(200, "application/json", "\r\n"))
        .thenStream(XServerStub.body(403, "text/html", HTML_PAGE))
        .thenStream(XServerStub.body(401, "application/json", ""));
    CompletableFuture<StreamEnd> end = read();

    await().until(() -> connected.get() == 2);
    assertThat(ends).hasSize(3).first().isEqualTo(new EndOfStream());
    assertThat(ends.subList(1, 3))
        .extracting(StreamEnd::description)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("X responded with 403: no reason"),
            second -> assertThat(second).startsWith("X responded with 401: no reason"));
    assertThat(delays).endsWith(Duration.ofSeconds(5), Duration.ofSeconds(10));
    assertThat(end).isNotDone();
  }

  @Test
  void shouldContinueAfterUnexpectedException() throws Exception {
    exceptions.add(new IllegalStateException("a defect"));
    CompletableFuture<StreamEnd> end = read();

    await().until(() -> connected.get() == 2);
    assertThat(ends).containsExactly(new UnexpectedFailure("IllegalStateException"));
    assertThat(end).isNotDone();
  }

  @Test
  void shouldStopDuringPendingRuleRequest() throws Exception {
    CountDownLatch requested = new CountDownLatch(1);
    x.thenRules(XServerStub.silence(requested::countDown));
    CompletableFuture<StreamEnd> end = read();
    assertThat(requested.await(1, TimeUnit.MINUTES)).isTrue();

    reader.stop();

    // Long before the stall timeout, which would otherwise end the request.
    assertThat(end).succeedsWithin(TIMEOUT).isEqualTo(new Stopped());
    assertThat(ends).containsExactly(new Stopped());
  }

  @Test
  void shouldFlushLineBeforeBlocking() throws Exception {
    read(); // The stream consists of one line.

    await().until(() -> flushed.get() == 1);
    assertThat(ends).isEmpty();
  }

  @Test
  void shouldStopAtDailyLimitAndResumeAfterReset() throws Exception {
    DailyLimitReached limit = new DailyLimitReached(1, Duration.ofHours(3));
    // Exhausted after the first line, and for the next attempt.
    budget = () -> flushed.get() > 0 && ends.size() < 2 ? Optional.of(limit) : Optional.empty();
    read();

    await().until(() -> connected.get() == 2);
    assertThat(ends).containsExactly(limit, limit);
    assertThat(delays).containsOnly(Duration.ofHours(3));
    assertThat(flushed).as("at least the first line").hasValueGreaterThanOrEqualTo(1);
  }

  @Test
  void shouldNotTreatBlockedSinkAsStall() throws Exception {
    flushDelay = STALL_TIMEOUT.multipliedBy(2);
    x.thenStream(XServerStub.body(200, "application/json", "\r\n".repeat(100_000)));
    read(STALL_TIMEOUT);

    await().until(() -> connected.get() == 2);
    assertThat(ends.get(0)).isEqualTo(new EndOfStream());
    assertThat(flushed).hasValueGreaterThanOrEqualTo(100_000);
  }

  private CompletableFuture<StreamEnd> read() {
    return read(Duration.ofHours(1));
  }

  private CompletableFuture<StreamEnd> read(Duration stallTimeout) {
    BearerToken token =
        BearerToken.readAll(Optional.empty(), Map.of(BearerToken.VARIABLE, "token")).get(0);
    reader =
        new StreamReader(
            new XSettings(x.url(), token, stallTimeout),
            List.of(StreamRule.ofCountry("CA")),
            new Sink(),
            new Listener(),
            (delay, stopped) -> stopped.getCount() == 0,
            () -> budget.get());
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return reader.run();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private final class Sink implements LineSink {

    private final LineParser parser = new LineParser();
    private int accepted;

    @Override
    public StreamLine accept(RawLine line) {
      if (!exceptions.isEmpty()) {
        throw exceptions.remove();
      }
      accepted++;
      return parser.parse(line);
    }

    @Override
    public void flush() throws IOException {
      if (accepted > flushed.get()) {
        pause(flushDelay);
        flushDelay = Duration.ZERO;
        flushed.set(accepted);
      }
    }

    private void pause(Duration pause) throws IOException {
      try {
        new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private final class Listener implements StreamListener {

    @Override
    public void connected() {
      connected.incrementAndGet();
    }

    @Override
    public void ended(StreamEnd end, Duration untilNextAttempt) {
      ends.add(end);
      delays.add(untilNextAttempt);
    }
  }
}
