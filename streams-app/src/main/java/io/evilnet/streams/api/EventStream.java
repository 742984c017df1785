package io.evilnet.streams.api;

import io.evilnet.streams.live.CountChange;
import io.evilnet.streams.schedule.PeriodicTask;
import io.evilnet.streams.unusual.Finding;
import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Server-sent events, serialized once for all clients and sent without blocking. */
final class EventStream implements AutoCloseable {

  private static final int MAX_CLIENTS = 500;
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private final Clockwork clockwork;
  private final BooleanSupplier storeUp;
  private final boolean simulated;
  private final Set<EventClient> clients = ConcurrentHashMap.newKeySet();
  private final PeriodicTask heartbeat =
      new PeriodicTask("events-heartbeat", HEARTBEAT, this::sendHeartbeat);

  EventStream(Clockwork clockwork, BooleanSupplier storeUp, boolean simulated) {
    this.clockwork = clockwork;
    this.storeUp = storeUp;
    this.simulated = simulated;
    heartbeat.start();
  }

  /** Keeps the connection open and sends subsequent events on it. */
  void connect(Context context) throws IOException {
    if (clients.size() >= MAX_CLIENTS) {
      context.header("Retry-After", "30");
      ProblemType.OVERLOADED
          .problem("too many clients of the event stream: " + MAX_CLIENTS)
          .answer(context);
      return;
    }
    context
        .contentType("text/event-stream; charset=utf-8")
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no");
    ServletOutputStream out = context.res().getOutputStream();
    EventClient client = new EventClient(out);
    context.future(
        () -> {
          out.setWriteListener(client);
          clients.add(client);
          client.send(state("hello"));
          return client.end().thenRun(() -> clients.remove(client));
        });
  }

  void send(Collection<CountChange> changes) {
    if (!clients.isEmpty()) {
      sendToAll(EventJson.changes(changes, clockwork.now()));
    }
  }

  void send(List<Finding> begun) {
    if (!clients.isEmpty()) {
      sendToAll(EventJson.unusual(begun, clockwork.now()));
    }
  }

  int clients() {
    return clients.size();
  }

  private void sendHeartbeat() {
    if (!clients.isEmpty()) {
      sendToAll(state("beat"));
    }
  }

  private byte[] state(String event) {
    return EventJson.state(event, clockwork, storeUp.getAsBoolean(), simulated);
  }

  private void sendToAll(byte[] event) {
    clients.forEach(client -> client.send(event));
  }

  @Override
  public void close() {
    heartbeat.closeNow();
    clients.forEach(EventClient::close);
  }
}
