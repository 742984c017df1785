package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The requests in {@code examples/api.sh}. */
class ApiExamplesTest extends ApiTest {

  private static final Pattern REQUEST = Pattern.compile("(?m)^get '([^']+)'");

  @ParameterizedTest
  @MethodSource("queries")
  void shouldRespondToExample(String query) throws Exception {
    store.city("3797791ff9c0e4c6", "Toronto, Ontario");

    assertThat(body(query)).isNotBlank();
  }

  static List<String> queries() throws IOException {
    String script = Files.readString(Path.of("../examples/api.sh"));
    return REQUEST.matcher(script).results().map(request -> request.group(1)).toList();
  }
}
