package io.evilnet.backfill.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.evilnet.backfill.cli.JobOptions;
import io.evilnet.backfill.job.Mode;
import io.evilnet.platform.settings.EvilnetCommand;
import java.time.Instant;
import java.util.Map;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class FailuresTest {

  @Command
  private static final class Holder {
    @Mixin private JobOptions options;
  }

  @Test
  void shouldExplainRejectedStatement() {
    assertThat(explain(new InvalidQueryException(null, "Key may not be empty")))
        .contains("rejected a statement (Key may not be empty)")
        .doesNotContain("became unavailable");
    assertThat(
            explain(
                new SparkException(
                    "Job aborted: com.datastax.oss.driver.api.core.servererrors.InvalidQueryException: unconfigured table")))
        .contains("rejected a statement")
        .doesNotContain("became unavailable");
  }

  @Test
  void shouldExplainUnavailableCassandra() {
    assertThat(explain(new DriverTimeoutException("Query timed out after PT5S")))
        .contains("became unavailable during the run (Query timed out after PT5S)");
  }

  private static String explain(Throwable failure) {
    Holder holder = new Holder();
    EvilnetCommand.commandLine(holder, Map.of()).parseArgs("--last=1h");
    return Failures.explain(
        failure,
        holder.options.settings(Mode.VALIDATE, Instant.parse("2026-11-20T15:02:00Z"), Map.of()));
  }
}
