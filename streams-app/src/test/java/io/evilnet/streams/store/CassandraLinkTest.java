package io.evilnet.streams.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.platform.settings.EvilnetCommand;
import io.evilnet.store.session.CassandraOptions;
import io.evilnet.store.session.CassandraSettings;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs without a server: nothing listens on port 1. */
class CassandraLinkTest {

  @Command
  private static final class Holder {
    @Mixin private CassandraOptions options;
  }

  private final CassandraLink link = new CassandraLink(settings());

  @Test
  void shouldScheduleOneRetryForManyChecks() {
    try (link) {
      assertThat(link.state()).isEqualTo(CassandraLink.State.CONNECTING);
      link.start();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> link.state() == CassandraLink.State.UNAVAILABLE);
      IntStream.range(0, 1_000).forEach(i -> link.ensureSchema());

      assertThat(link.scheduledChecks()).isLessThanOrEqualTo(1);
      assertThat(link.problem()).get().asString().contains("127.0.0.1");
    }
  }

  @Test
  void shouldNotThrowAfterClose() {
    link.close();
    link.ensureSchema();
    link.start();

    assertThat(link.schemaIsIntact()).isCompletedExceptionally();
    assertThat(link.scheduledChecks()).isZero();
  }

  private static CassandraSettings settings() {
    Holder holder = new Holder();
    EvilnetCommand.commandLine(holder, Map.of()).parseArgs("--cassandra=127.0.0.1:1");
    return holder.options.settings();
  }
}
