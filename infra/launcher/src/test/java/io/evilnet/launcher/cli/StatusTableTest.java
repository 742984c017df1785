package io.evilnet.launcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.evilnet.launcher.process.Health;
import io.evilnet.launcher.process.HttpHealth;
import io.evilnet.launcher.process.Port;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.Service;
import io.evilnet.launcher.process.ServiceGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class StatusTableTest {
  private static final int MANY = 24;

  @TempDir Path directory;

  /** Each check completes only while all others are running. */
  @Test
  void shouldCheckAllServicesConcurrently() {
    AtomicBoolean up = new AtomicBoolean(true);
    CyclicBarrier all = new CyclicBarrier(MANY);
    List<Service> services =
        IntStream.range(0, MANY)
            .mapToObj(
                number -> service("s" + number).health(() -> up.get() || awaitOthers(all)).build())
            .toList();
    try (ServiceGroup group = new ServiceGroup(run(), services)) {
      group.start();
      up.set(false);

      assertThat(StatusTable.of(run(), services, Instant.now()).isHealthy()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "200, {'status':'up'}, healthy, true",
        "200, {'status':'degraded' 'detail':'unavailable'}, degraded, false",
        "503, {'healthy':false 'reasons':['no token']}, unhealthy, false"
      })
  void shouldShowStateAndReasonOfService(int status, String result, String state, boolean isHealthy)
      throws IOException {
    AtomicBoolean up = new AtomicBoolean(true);
    String body = result.replace('\'', '"');
    HttpServer server = respondingServer(status, body);
    HttpHealth http =
        new HttpHealth(URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort())));
    Service service = service("app").health(new UpAtFirst(up, http)).build();
    try (ServiceGroup group = new ServiceGroup(run(), List.of(service))) {
      group.start();
      up.set(false);

      StatusTable table = StatusTable.of(run(), List.of(service), Instant.now());

      assertThat(table.isHealthy()).isEqualTo(isHealthy);
      assertThat(table.lines()).anyMatch(line -> line.matches("app +" + state + " .*"));
      if (!isHealthy) {
        assertThat(table.lines()).contains("app is %s: %d %s".formatted(state, status, body));
      }
    } finally {
      server.stop(0);
    }
  }

  private static boolean awaitOthers(CyclicBarrier others) {
    try {
      others.await(8, SECONDS);
      return true;
    } catch (BrokenBarrierException | TimeoutException incomplete) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static HttpServer respondingServer(int status, String body) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(Port.loopback(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  private RunDirectory run() {
    return new RunDirectory(directory);
  }

  private static Service.Builder service(String name) {
    return Service.named(name).command(List.of("tail", "-f", "/dev/null"));
  }

  /** Returns a service that starts and then responds over HTTP. */
  private record UpAtFirst(AtomicBoolean up, HttpHealth http) implements Health {
    @Override
    public boolean check() throws IOException {
      return up.get() || http.check();
    }

    @Override
    public Result result() {
      return http.result();
    }
  }
}
