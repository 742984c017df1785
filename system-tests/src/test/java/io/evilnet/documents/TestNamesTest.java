package io.evilnet.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.cluster.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the commands of the documents that run single tests with the test classes: Maven
 * succeeds without one if {@code failIfNoSpecifiedTests} is false.
 */
class TestNamesTest {

  /** Names of classes, each with a method or without. */
  private static final Pattern TESTS = Pattern.compile("-D(?:it\\.)?test=[\"']?([\\w#,]+)");

  @Test
  void shouldNameOnlyExistingTests() throws IOException {
    List<Path> files = ProjectFiles.below(Project.find().root());
    Set<String> sources =
        files.stream().map(file -> file.getFileName().toString()).collect(toSet());
    List<String> tests = new ArrayList<>();
    for (Path file : files) {
      if (file.toString().endsWith(".md")) {
        tests(Files.readString(file, UTF_8)).forEach(tests::add);
      }
    }

    assertThat(tests).isNotEmpty().allMatch(test -> sources.contains(test + ".java"));
  }

  private static Stream<String> tests(String document) {
    return TESTS
        .matcher(document)
        .results()
        .flatMap(command -> Stream.of(command.group(1).split(",")))
        .map(test -> test.replaceFirst("#.*", ""));
  }
}
