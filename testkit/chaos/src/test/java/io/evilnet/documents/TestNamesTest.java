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
 * Checks the names of tests: those in commands of the documents exist, because Maven succeeds
 * without one if {@code failIfNoSpecifiedTests} is false, and methods are named in technical terms.
 */
class TestNamesTest {

  /** Class names, each with or without a method. */
  private static final Pattern TESTS = Pattern.compile("-D(?:it\\.)?test=[\"']?([\\w#,]+)");

  private static final Pattern TEST_METHOD = Pattern.compile("\\bvoid (should\\w*)\\(");

  /** Words of clauses and everyday verbs that a technical term replaces. */
  private static final Pattern NONTECHNICAL =
      Pattern.compile(
          "^should\\w*(What|Who|Whether|Whatever|Whoever|However|Nobody|Somebody|Everybody"
              + "|Tell|Say)(?![a-z])");

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

  @Test
  void shouldNameTestMethodsInTechnicalTerms() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path file : ProjectFiles.below(Project.find().root())) {
      if (file.toString().contains("/src/test/java/") && file.toString().endsWith(".java")) {
        TEST_METHOD
            .matcher(Files.readString(file, UTF_8))
            .results()
            .map(method -> method.group(1) + " in " + file.getFileName())
            .forEach(names::add);
      }
    }

    assertThat(names).isNotEmpty().noneMatch(name -> NONTECHNICAL.matcher(name).find());
  }

  private static Stream<String> tests(String document) {
    return TESTS
        .matcher(document)
        .results()
        .flatMap(command -> Stream.of(command.group(1).split(",")))
        .map(test -> test.replaceFirst("#.*", ""));
  }
}
