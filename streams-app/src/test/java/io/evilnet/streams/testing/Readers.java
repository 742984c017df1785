package io.evilnet.streams.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A load of event listeners and of API requests at a constant rate. */
public final class Readers implements AutoCloseable {

  /** Requests of the dashboard and of API clients. */
  private static final List<String> QUERIES =
      List.of(
          "top",
          "worst",
          "top?metric=users&n=10000",
          "totals",
          "series",
          "series?city=*",
          "empty-windows",
          "cities?q=mon",
          "runs",
          "totals?last=24h");

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final URI address;
  private final int listeners;
  private final int requestsPerSecond;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<CompletableFuture<?>> listening = new ArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong succeeded = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();

  public Readers(URI address, int listeners, int requestsPerSecond) {
    this.address = address;
    this.listeners = listeners;
    this.requestsPerSecond = requestsPerSecond;
  }

  public Readers start() {
    HttpRequest events = HttpRequest.newBuilder(address.resolve("/api/v1/events")).build();
    for (int i = 0; i < listeners; i++) {
      listening.add(
          client.sendAsync(
              events, BodyHandlers.ofByteArrayConsumer(some -> this.events.incrementAndGet())));
    }
    var unused =
        clock.scheduleAtFixedRate(
            this::send, 0, 1_000_000_000L / requestsPerSecond, TimeUnit.NANOSECONDS);
    return this;
  }

  private void send() {
    String query = QUERIES.get((int) (sent.getAndIncrement() % QUERIES.size()));
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/v1/" + query)).timeout(TIMEOUT).build();
    long begin = System.nanoTime();
    client
        .sendAsync(request, BodyHandlers.discarding())
        .whenComplete((response, failure) -> record(response, failure, begin));
  }

  private void record(HttpResponse<?> response, Throwable failure, long begin) {
    if (failure == null && response.statusCode() == 200) {
      succeeded.incrementAndGet();
      nanos.addAndGet(System.nanoTime() - begin);
    } else {
      failed.incrementAndGet();
    }
  }

  /** Returns a summary of the responses. */
  public String summary() {
    return "%d listeners, %d pieces of events; %d requests answered, %d not; %.0f ms each on average"
        .formatted(
            listeners,
            events.get(),
            succeeded.get(),
            failed.get(),
            nanos.get() / 1e6 / Math.max(1, succeeded.get()));
  }

  @Override
  public void close() {
    clock.shutdownNow();
    listening.forEach(one -> one.cancel(true));
  }
}
