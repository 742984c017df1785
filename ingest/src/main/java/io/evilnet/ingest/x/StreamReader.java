package io.evilnet.ingest.x;

import io.evilnet.core.StreamLine;
import io.evilnet.core.StreamMessage;
import io.evilnet.ingest.line.LineReader;
import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.x.StreamEnd.DailyLimitReached;
import io.evilnet.ingest.x.StreamEnd.EndOfStream;
import io.evilnet.ingest.x.StreamEnd.OperationalDisconnect;
import io.evilnet.ingest.x.StreamEnd.Refused;
import io.evilnet.ingest.x.StreamEnd.ServerFailure;
import io.evilnet.ingest.x.StreamEnd.Stopped;
import io.evilnet.ingest.x.StreamEnd.TooManyConnections;
import io.evilnet.ingest.x.StreamEnd.UnexpectedFailure;
import io.evilnet.platform.topics.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import okhttp3.MediaType;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a stream continuously: reconciles its rules, connects, reads, and reconnects when the
 * connection has ended. Only a rejection of the first connection ends it, when an operator is
 * expected to read the message.
 *
 * <p>All times are from {@link System#nanoTime()}, which is independent of clock adjustments.
 */
public final class StreamReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamReader.class);

  private final XSettings settings;
  private final XApi api;
  private final StaleConnections staleConnections;
  private final List<StreamRule> rules;
  private final LineSink sink;
  private final StreamListener listener;
  private final ReconnectPause pause;
  private final PostBudget budget;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private OptionalLong lastLine = OptionalLong.empty();
  private boolean wasConnected;

  /**
   * @param budget consulted before a connection and before each read from the network
   */
  public StreamReader(
      XSettings settings,
      List<StreamRule> rules,
      LineSink sink,
      StreamListener listener,
      ReconnectPause pause,
      PostBudget budget) {
    this.settings = settings;
    this.api = new XApi(settings);
    this.staleConnections = new StaleConnections(api);
    this.rules = List.copyOf(rules);
    this.sink = sink;
    this.listener = listener;
    this.pause = pause;
    this.budget = budget;
  }

  /**
   * Reads until it is stopped or X rejects the first connection.
   *
   * @return the reason: {@link Stopped} or {@link Refused}
   * @throws IOException if the sink could not store a line
   */
  public StreamEnd run() throws IOException, InterruptedException {
    ReconnectDelays delays = ReconnectDelays.START;
    boolean reconciled = false;
    long lostAt = System.nanoTime();
    while (true) {
      Connection connection = new Connection();
      StreamEnd end;
      try {
        Optional<DailyLimitReached> limit = budget.exhausted();
        if (limit.isEmpty() && !reconciled && settings.stream().hasRules()) {
          reconcile();
          reconciled = true;
        }
        end = limit.isPresent() ? limit.get() : connection.read();
      } catch (SinkException e) {
        throw e.cause();
      } catch (IOException e) {
        end = Failures.of(e);
      } catch (RuntimeException e) {
        LOG.error("Unexpected exception, closing the connection", e);
        end = new UnexpectedFailure(e.getClass().getSimpleName());
      }
      end = isStopped() ? new Stopped() : Rejections.explained(end, settings);
      lostAt = connection.isConnected() ? System.nanoTime() : lostAt;
      wasConnected |= connection.isConnected();
      delays = delays.after(end, connection.streamed());
      listener.ended(end, delays.delay());
      if (end instanceof Stopped || (end instanceof Refused && !wasConnected)) {
        return end;
      }
      // X rejects connections without a rule: another application may have deleted the managed
      // rules.
      reconciled = reconciled && !(end instanceof ServerFailure);
      LOG.warn("Disconnected: {}. Reconnecting in {}", end.description(), delays.delay());
      if (pause.isStoppedAfter(delays.delay(), stopped)) {
        listener.ended(new Stopped(), Duration.ZERO);
        return new Stopped();
      }
      if (end instanceof TooManyConnections && mayFreeConnections()) {
        staleConnections.end(Duration.ofNanos(System.nanoTime() - lostAt));
      }
    }
  }

  /** Stops {@link #run()}; may be called from any thread. */
  public void stop() {
    stopped.countDown();
    api.cancel();
  }

  @Override
  public void close() {
    stop();
    api.close();
  }

  /** X distinguishes connections of the filtered stream only by their age. */
  private boolean mayFreeConnections() {
    return settings.freeConnections() && settings.stream().hasRules();
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private void reconcile() throws IOException {
    AccountRules account = new AccountRules(api);
    RulePlan plan = RulePlan.between(account.all(), rules);
    account.apply(plan);
    LOG.info(
        "Reconciled rules: {} desired, {} added, {} deleted",
        rules.size(),
        plan.add().size(),
        plan.delete().size());
  }

  /** A connection, from the request to its end. */
  private final class Connection {

    private boolean connected;
    private OptionalLong firstLine = OptionalLong.empty();
    private StreamMessage disconnectMessage;
    private SinkException sinkFailure;
    private Optional<DailyLimitReached> limit = Optional.empty();

    private StreamEnd read() throws IOException {
      try (Response response = api.stream(settings.stream(), backfillMinutes())) {
        if (!response.isSuccessful()) {
          return Failures.of(response);
        }
        MediaType type = response.body().contentType();
        if (type != null && type.subtype().equals("html")) {
          return new ServerFailure(response.code(), "an HTML page instead of the stream");
        }
        LOG.info("Connected to the stream {}", settings.stream().name());
        connected = true;
        listener.connected();
        return read(response);
      }
    }

    private StreamEnd read(Response response) throws IOException {
      LineReader.BeforeWait beforeWait =
          api.beforeReads(response, this::beforeRead) ? () -> {} : this::beforeRead;
      LineReader lines =
          new LineReader(response.body().source(), Topics.MAX_LINE_BYTES, beforeWait);
      try {
        for (RawLine line = lines.next(); line != null; line = lines.next()) {
          accept(line);
        }
        return disconnectMessage == null
            ? new EndOfStream()
            : new OperationalDisconnect(disconnectMessage.title());
      } catch (IOException e) {
        if (sinkFailure != null) {
          throw sinkFailure; // TLS wraps exceptions that are thrown before it reads.
        }
        if (limit.isPresent()) {
          return limit.get();
        }
        // The part of a line that arrived before the connection broke is kept as well, as a
        // dead letter, unless the reader was stopped.
        RawLine rest = isStopped() ? null : lines.rest();
        if (rest != null) {
          accept(rest);
        }
        return disconnectMessage == null
            ? Failures.of(e)
            : new OperationalDisconnect(disconnectMessage.title());
      } finally {
        flush();
      }
    }

    private void accept(RawLine line) throws SinkException {
      StreamLine parsed;
      try {
        parsed = sink.accept(line);
      } catch (IOException e) {
        throw failed(e);
      }
      if (parsed instanceof StreamMessage message) {
        LOG.warn("Message in the stream: {} ({})", message.title(), message.detail());
        disconnectMessage = message.isDisconnect() ? message : disconnectMessage;
      } else {
        lastLine = OptionalLong.of(System.nanoTime());
        firstLine = firstLine.isPresent() ? firstLine : lastLine;
      }
    }

    /** Ends the connection at the limit: all complete lines read so far have been accepted. */
    private void beforeRead() throws IOException {
      flush();
      limit = budget.exhausted();
      if (limit.isPresent()) {
        throw new IOException(limit.get().description());
      }
    }

    private void flush() throws SinkException {
      try {
        sink.flush();
      } catch (IOException e) {
        throw failed(e);
      }
    }

    private SinkException failed(IOException cause) {
      sinkFailure = new SinkException(cause);
      return sinkFailure;
    }

    private int backfillMinutes() {
      Optional<Duration> sinceLastLine =
          lastLine.isPresent()
              ? Optional.of(Duration.ofNanos(System.nanoTime() - lastLine.getAsLong()))
              : Optional.empty();
      return Backfill.minutes(sinceLastLine, settings.backfillMinutes());
    }

    private boolean isConnected() {
      return connected;
    }

    /** Returns the time between the first and the last line; zero without lines. */
    private Duration streamed() {
      return firstLine.isPresent()
          ? Duration.ofNanos(lastLine.getAsLong() - firstLine.getAsLong() + 1)
          : Duration.ZERO;
    }
  }

  /** Wrapper that distinguishes failures of the sink from those of the network. */
  private static final class SinkException extends IOException {

    private static final long serialVersionUID = 1L;

    SinkException(IOException cause) {
      super(cause);
    }

    IOException cause() {
      return (IOException) getCause();
    }
  }
}
