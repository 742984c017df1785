package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares docs/operations.md with the alert rules and the commands. */
class OperationsDocumentTest {

  @Test
  void shouldDescribeAlertsInOrderOfRules() throws IOException {
    List<String> alerts =
        all("- alert: (\\w+)", Files.readString(ComposeFile.INFRA.resolve("prometheus/rules.yml")));

    assertThat(alerts).isNotEmpty();
    assertThat(all("(?m)^### (EvilNet\\w+)$", document())).isEqualTo(alerts);
  }

  @Test
  void shouldDescribeMeaningCheckAndActionOfEachAlert() throws IOException {
    for (String section : document().split("(?m)^#{2,3} ", -1)) {
      if (section.startsWith("EvilNet")) {
        assertThat(section).contains("**Meaning:**", "**Check:**", "**Action:**");
      }
    }
  }

  @Test
  void shouldMentionOnlyExistingCommands() throws IOException {
    String script = Files.readString(ComposeFile.INFRA.resolve("../bin/evilnet"));
    assertThat(all("bin/evilnet ([a-z]+)", document()))
        .isNotEmpty()
        .allSatisfy(command -> assertThat(script).contains("\n  " + command + " "));
  }

  private static String document() throws IOException {
    return Files.readString(ComposeFile.INFRA.resolve("../docs/operations.md"));
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
