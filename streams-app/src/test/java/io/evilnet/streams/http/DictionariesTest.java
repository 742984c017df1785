package io.evilnet.streams.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The texts of the dashboard in both languages. */
class DictionariesTest {

  private static final Path DASHBOARD =
      Path.of("src/main/resources/io/evilnet/streams/http/dashboard");
  private static final Pattern KEY = Pattern.compile("(?m)^  (\\w+): (\\[?'?)");
  private static final Pattern TEXT = Pattern.compile("(?m)^  (\\w+): '([^']*)',$");
  private static final Pattern CALL = Pattern.compile("\\bt\\('(\\w+)'");
  private static final Pattern NOUN =
      Pattern.compile("\\b(?:plural\\([^;]*?|noun(?:\\(|: ))'(\\w+)'");
  private static final Pattern STATIC =
      Pattern.compile("data-(?:text|label|title|placeholder)=\"(\\w+)\"");
  private static final Pattern STATIC_TEXT = Pattern.compile("data-text=\"(\\w+)\"[^>]*>([^<]*)<");

  @Test
  void shouldContainSameKeysAndTypesInBothLanguages() throws IOException {
    assertThat(keys("en")).hasSizeGreaterThan(150).containsExactlyElementsOf(keys("fr"));
  }

  @Test
  void shouldContainExactlyUsedKeys() throws IOException {
    String page = read("index.html");
    String modules = modules();
    List<String> keys = keys("en").stream().map(key -> key.split(" ")[0]).toList();

    assertThat(keys)
        .allSatisfy(
            key -> assertThat(modules + page).containsAnyOf("'" + key + "'", "=\"" + key + "\""));
    assertThat(found(CALL, modules)).isNotEmpty().isSubsetOf(keys);
    assertThat(found(NOUN, modules)).hasSizeGreaterThan(5).isSubsetOf(keys);
    assertThat(found(STATIC, page)).isNotEmpty().isSubsetOf(keys);
  }

  @Test
  void shouldMatchEnglishTextOfHtml() throws IOException {
    Map<String, String> english =
        TEXT.matcher(read("js/text/en.js"))
            .results()
            .collect(toMap(m -> m.group(1), m -> m.group(2)));

    assertThat(STATIC_TEXT.matcher(read("index.html")).results())
        .isNotEmpty()
        .allSatisfy(m -> assertThat(m.group(2)).isEqualTo(english.get(m.group(1))));
  }

  /** Returns the keys in order, each with the type of its value. */
  private static List<String> keys(String language) throws IOException {
    return KEY.matcher(read("js/text/" + language + ".js"))
        .results()
        .map(m -> m.group(1) + " " + m.group(2))
        .toList();
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(m -> m.group(1)).toList();
  }

  private static String modules() throws IOException {
    StringBuilder modules = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(DASHBOARD.resolve("js"), "*.js")) {
      for (Path file : files) {
        modules.append(Files.readString(file, UTF_8));
      }
    }
    return modules.toString();
  }

  private static String read(String file) throws IOException {
    return Files.readString(DASHBOARD.resolve(file), UTF_8);
  }
}
