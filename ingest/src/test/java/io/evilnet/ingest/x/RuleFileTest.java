package io.evilnet.ingest.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFileTest {

  @TempDir private Path directory;

  @Test
  void shouldReadRulesWithAndWithoutTags() throws Exception {
    Path file =
        write(
            """
            rules:
              - value: place_country:CA
                tag: canada
              - value: place_country:CA lang:fr
                tag: place_country:CA in French
              - value: place_country:CA OR place_country:US
                tag: north
              - value: "bounding_box:[-74 45 -73 46]"
            """);
    assertThat(RuleFile.read(file))
        .containsExactly(
            new StreamRule("place_country:CA", "evilnet:canada place_country:CA"),
            new StreamRule("place_country:CA lang:fr", "evilnet:place_country:CA in French"),
            new StreamRule("place_country:CA OR place_country:US", "evilnet:north"),
            new StreamRule("bounding_box:[-74 45 -73 46]", "evilnet:bounding_box:[-74 45 -73 46]"));
  }

  @Test
  void shouldReadExamples() throws Exception {
    List<StreamRule> rules = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of("../examples/rules"), "*.yaml")) {
      files.forEach(file -> rules.addAll(RuleFile.read(file)));
    }

    assertThat(rules)
        .contains(new StreamRule("place_country:CA", "evilnet:canada place_country:CA"))
        .hasSizeGreaterThan(5);
  }

  @Test
  void shouldCreateRulePerCountry() {
    assertThat(RuleFile.forCountries(Set.of("FR", "CA")))
        .extracting(StreamRule::value)
        .containsExactly("place_country:CA", "place_country:FR");
    Set<String> everyPair = new HashSet<>();
    for (char first = 'A'; first <= 'Z'; first++) {
      for (char second = 'A'; second <= 'Z'; second++) {
        everyPair.add("" + first + second);
      }
    }
    assertThat(RuleFile.forCountries(everyPair)).hasSizeLessThanOrEqualTo(1_000);
  }

  @Test
  void shouldCombineAllCountriesIntoValidRules() {
    List<StreamRule> rules = RuleFile.forCountries(Set.of());

    assertThat(rules)
        .hasSizeLessThan(10)
        .allSatisfy(rule -> assertThat(rule.value()).hasSizeLessThanOrEqualTo(1_024))
        .allSatisfy(rule -> assertThat(rule.tag()).startsWith("evilnet:"))
        .allSatisfy(rule -> assertThat(rule.tag()).doesNotContain("place_country:"));
    assertThat(rules).extracting(StreamRule::tag).doesNotHaveDuplicates();
    assertThat(rules.stream().flatMap(rule -> Arrays.stream(rule.value().split(" OR "))))
        .containsExactlyInAnyOrder(
            Arrays.stream(Locale.getISOCountries())
                .map("place_country:"::concat)
                .toArray(String[]::new));
  }

  @Test
  void shouldReportInvalidFile() throws Exception {
    Path missing = directory.resolve("missing.yaml");
    assertThatThrownBy(() -> RuleFile.read(missing))
        .hasMessageContaining(missing.toString())
        .hasCauseInstanceOf(NoSuchFileException.class);
    assertRejected("rules: []", "1 to 1000 rules");
    assertRejected("rules:\n  - value: a\n    tga: b\n", "'tga'");
    assertRejected("rulez:\n  - value: a\n", "'rulez'");
    assertRejected("rules:\n  - tag: a\n", "1 to 1024 characters");
    assertRejected("rules:\n  - value: " + "a".repeat(1025), "has 1025");
    assertRejected("rules:\n  - value: a\n  - value: a\n", "duplicate rule: a");
    assertRejected("rules: [", "line");
    assertRejected("rules: a", "line 1: 'rules' must be a list");
    assertRejected("rules:\n  - value: a\n  - b\n  - value: c\n", "line 3: a rule must have");
    assertRejected("rules:\n  - value: a\n  -\n  - value: c\n", "a rule must have the key 'value'");
    assertRejected("rules:\n  - value: a\n    tag: [b]\n  - value: c\n", "'tag' must be text");
    assertRejected("rules:\n  - value: a\n---\nrules:\n  - value: b\n", "single YAML document");
    assertRejected("rules:\n  - value:\n", "1 to 1024 characters");
    assertRejected("", "contains 0");
  }

  private void assertRejected(String content, String message) throws IOException {
    Path file = write(content);
    assertThatThrownBy(() -> RuleFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private Path write(String content) throws IOException {
    List<String> lines = List.of(content.split("\n"));
    return Files.write(directory.resolve("rules.yaml"), lines);
  }
}
