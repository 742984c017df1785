package io.evilnet.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Searches documents, scripts, configuration, the dashboard and sources for obsolete terms. */
class GlossaryTest {
  private static final Path ROOT = root();
  private static final Pattern DOCUMENT =
      Pattern.compile(
          "[^/]*\\.(md|sh|ya?ml)|bin/.*|bench/[^/]*\\.sh|docs/.*\\.(md|sh|svg)|examples/.*"
              + "|infra/(k8s|images|prometheus|grafana|compose)/.*|.*/src/main/resources/.*");
  private static final Pattern SOURCE = Pattern.compile(".*\\.java");

  /** Binary files, and files that contain obsolete terms on purpose. */
  private static final Pattern EXEMPT =
      Pattern.compile("docs/glossary\\.md|.*/GlossaryTest\\.java|.*\\.(png|gz|jar|tar)");

  @Test
  void shouldFindNoObsoleteTermInDocuments() throws IOException {
    List<ObsoleteTerm> terms = ObsoleteTerm.in("everywhere");
    terms.addAll(ObsoleteTerm.in("documents"));

    assertThat(occurrences(DOCUMENT, terms)).isEmpty();
  }

  @Test
  void shouldFindNoObsoleteTermInSources() throws IOException {
    assertThat(occurrences(SOURCE, ObsoleteTerm.in("everywhere"))).isEmpty();
  }

  private static List<String> occurrences(Pattern names, List<ObsoleteTerm> terms)
      throws IOException {
    List<Path> files =
        ProjectFiles.below(ROOT).stream()
            .filter(file -> names.matcher(name(file)).matches())
            .filter(file -> !EXEMPT.matcher(name(file)).matches())
            .toList();
    assertThat(files).hasSizeGreaterThan(10);
    return files.stream().sorted().flatMap(file -> occurrences(file, terms)).toList();
  }

  private static Stream<String> occurrences(Path file, List<ObsoleteTerm> terms) {
    List<String> found = new ArrayList<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("| `") && name(file).equals("docs/settings.md")) {
        continue; // generated from sources
      }
      String place = name(file) + ":" + (i + 1);
      terms.stream()
          .filter(term -> term.pattern().matcher(line).find())
          .map(term -> "%s: %s (use: %s)".formatted(place, term.pattern(), term.replacement()))
          .forEach(found::add);
    }
    return found.stream();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = GlossaryTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("start-all.sh"))) {
      directory = directory.getParent();
    }
    return directory;
  }

  private static String name(Path file) {
    return ROOT.relativize(file).toString();
  }

  /** A line of obsolete-terms.txt. */
  private record ObsoleteTerm(Pattern pattern, String replacement) {

    static List<ObsoleteTerm> in(String section) throws IOException {
      List<ObsoleteTerm> terms = new ArrayList<>();
      String current = "";
      for (String line : resource("obsolete-terms.txt").lines().toList()) {
        if (line.startsWith("[")) {
          current = line.substring(1, line.length() - 1);
        } else if (!line.isBlank() && !line.startsWith("#") && current.equals(section)) {
          String[] fields = line.split("\t", -1);
          assertThat(fields).as(line).hasSize(2);
          terms.add(new ObsoleteTerm(Pattern.compile(fields[0], CASE_INSENSITIVE), fields[1]));
        }
      }
      return terms;
    }
  }
}
