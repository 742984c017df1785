package io.evilnet.launcher.job;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.evilnet.platform.lifecycle.Termination;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(60)
class JobProcessTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(JobProcess.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @TempDir private Path report;

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void detach() {
    logger.detachAppender(log);
  }

  @Test
  void shouldKillHangingJobAndLogTimeout() throws Exception {
    try (Termination termination = Termination.listen()) {
      assertThat(
              new JobProcess(termination)
                  .run(new ProcessBuilder("sleep", "100"), report, Duration.ofMillis(100)))
          .isEqualTo(2);
    }
    assertThat(messages()).containsExactly("killed after a timeout of PT0.1S");
  }

  @Test
  void shouldLogArgumentsOfRepeatedJob() throws Exception {
    try (Termination termination = Termination.listen()) {
      assertThat(
              new JobProcess(termination)
                  .repeat(List.of("validate", "--last=1h"), new ProcessBuilder("true"), report))
          .isZero();
    }
    assertThat(messages()).containsExactly("validate --last=1h");
  }

  private List<String> messages() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
