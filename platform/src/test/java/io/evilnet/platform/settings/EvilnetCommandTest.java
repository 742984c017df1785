package io.evilnet.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class EvilnetCommandTest {

  @TempDir Path dir;

  private final Probe probe = new Probe();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldReadSettingsInOrderOfPrecedence() throws IOException {
    Path file = Files.writeString(dir.resolve("evilnet.properties"), "some-time=3s\n");
    Map<String, String> fromFile = Map.of("EVILNET_CONFIG", file.toString());
    Map<String, String> fromBoth =
        Map.of("EVILNET_CONFIG", file.toString(), "EVILNET_SOME_TIME", "2s");

    run(Map.of());
    assertThat(probe.time).isEqualTo(Duration.ofSeconds(4));
    run(fromFile);
    assertThat(probe.time).isEqualTo(Duration.ofSeconds(3));
    run(fromBoth);
    assertThat(probe.time).isEqualTo(Duration.ofSeconds(2));
    run(fromBoth, "--some-time", "1s");
    assertThat(probe.time).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "90s, PT90S", "5m, PT5M", "24h, PT24H", "7d, PT168H", "PT5M, PT5M"})
  void shouldParseDurations(String text, Duration duration) {
    run(Map.of(), "--some-time", text);

    assertThat(probe.time).isEqualTo(duration);
  }

  @Test
  void shouldReportOptionAndExpectedFormatOfInvalidValue() {
    assertThat(run(Map.of(), "--some-time", "5 minutes")).isEqualTo(2);
    assertThat(err.toString())
        .contains("probe: Invalid value for option '--some-time'")
        .contains("'5 minutes' is not a duration; expected 500ms, 90s, 5m, 24h, 7d or PT5M");
  }

  @Test
  void shouldPrintFailureInOneLine() {
    assertThat(run(Map.of(), "--fail", "the disk is full: free some")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("probe: the disk is full: free some\n");
  }

  @Test
  void shouldPrintCauseOfFileSystemFailure() {
    assertThat(run(Map.of(), "--fail-of-file", "/spool")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith(
            "probe: /spool: permission denied for the user " + System.getProperty("user.name"));
  }

  @Test
  void shouldPrintReasonOfUnreadableFileOfSetting() {
    run(Map.of(), "--fail-of-setting", "missing");
    run(Map.of(), "--fail-of-setting", "binary");
    assertThat(err.toString())
        .isEqualTo(
            """
            probe: cannot read missing: no such file or directory
            probe: cannot read binary: the file is not UTF-8 text
            """);
  }

  @Test
  void shouldPrintCauseOfKafkaClientFailure() {
    assertThat(run(Map.of(), "--fail-of-kafka", "No resolvable bootstrap urls")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("probe: Failed to construct kafka producer: No resolvable bootstrap urls\n");
  }

  @Test
  void shouldExitWithUsageErrorForInvalidSetting() {
    assertThat(run(Map.of("EVILNET_COUNTRIES", "Canada"))).isEqualTo(2);
    assertThat(err.toString()).contains("countries must be two-letter ISO codes");
  }

  @Test
  void shouldReportUnreadableFile() {
    Path missing = dir.resolve("missing.properties");
    assertThat(run(Map.of("EVILNET_CONFIG", missing.toString()))).isEqualTo(2);
    assertThat(err.toString()).contains("EVILNET_CONFIG").contains(missing.toString());
  }

  private int run(Map<String, String> environment, String... args) {
    PrintWriter writer = new PrintWriter(err, true);
    return EvilnetCommand.run(probe, environment, writer, writer, args);
  }

  @Command(name = "probe")
  static final class Probe implements Callable<Integer> {

    @Option(names = "--some-time", defaultValue = "4s")
    private Duration time;

    @Option(names = "--fail")
    private String failure;

    @Option(names = "--fail-of-file")
    private String failureOfFile;

    @Option(names = "--fail-of-setting")
    private String failureOfSetting;

    @Option(names = "--fail-of-kafka")
    private String failureOfKafka;

    @Mixin private CountingOptions counting;

    @Override
    public Integer call() throws AccessDeniedException {
      counting.rules();
      if (failure != null) {
        throw new IllegalStateException(failure);
      }
      if (failureOfFile != null) {
        throw new AccessDeniedException(failureOfFile);
      }
      if (failureOfSetting != null) {
        throw new IllegalArgumentException(
            "cannot read " + failureOfSetting,
            failureOfSetting.equals("binary")
                ? new MalformedInputException(1)
                : new NoSuchFileException(failureOfSetting));
      }
      if (failureOfKafka != null) {
        throw new KafkaException(
            "Failed to construct kafka producer", new ConfigException(failureOfKafka));
      }
      return CommandLine.ExitCode.OK;
    }
  }
}
