package io.evilnet.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkJobTest {

  @TempDir Path report;

  @Test
  void shouldReturnDifferentOnlyIfReportExists() throws Exception {
    assertThat(SparkJob.exitCode(0, report)).isZero();
    assertThat(SparkJob.exitCode(1, report)).as("submit failed").isEqualTo(2);

    Files.writeString(report.resolve(SparkJob.REPORT), "{}");

    assertThat(SparkJob.exitCode(1, report)).isEqualTo(1);
    assertThat(SparkJob.exitCode(0, report)).isZero();
    assertThat(SparkJob.exitCode(137, report)).as("killed").isEqualTo(2);
  }
}
