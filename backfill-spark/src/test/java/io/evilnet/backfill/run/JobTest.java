package io.evilnet.backfill.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.backfill.job.Jobs;
import io.evilnet.core.TimeRange;
import java.io.OutputStream;
import java.io.PrintWriter;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class JobTest {

  @Test
  void shouldExplainUndeclaredCheckedException() {
    Job job =
        new Job(
            Jobs.validation(TimeRange.ALL, false, false),
            () -> sneakyThrow(new SparkException("Job aborted\nat Stage 1")),
            new PrintWriter(OutputStream.nullOutputStream()));

    assertThatThrownBy(job::run)
        .isInstanceOf(RuntimeException.class)
        .hasMessage("the Spark job failed: Job aborted; rerun it");
  }

  @SuppressWarnings("unchecked")
  private static <T, E extends Throwable> T sneakyThrow(Throwable failure) throws E {
    throw (E) failure;
  }
}
