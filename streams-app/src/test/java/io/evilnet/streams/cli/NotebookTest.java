package io.evilnet.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evilnet.platform.settings.EvilnetCommand;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The notebook {@code examples/counts.ipynb}. */
class NotebookTest {

  private static final Pattern COMMAND = Pattern.compile("(?m)^command = \\[(.*)\\]$");

  @Test
  void shouldCallExistingCommandAndContainNoOutput() throws Exception {
    JsonNode notebook = new ObjectMapper().readTree(Path.of("../examples/counts.ipynb").toFile());

    assertThat(notebook.get("nbformat").asInt()).isEqualTo(4);
    StringBuilder code = new StringBuilder();
    for (JsonNode cell : notebook.get("cells")) {
      assertThat(cell.path("outputs")).isEmpty();
      cell.get("source").forEach(line -> code.append(line.asText()));
      code.append('\n');
    }
    Matcher command = COMMAND.matcher(code);
    assertThat(command.find()).isTrue();
    String[] words = command.group(1).replace("\"", "").split(", ", -1);
    assertThat(words[0]).isEqualTo("../bin/evilnet");
    String[] arguments = Arrays.copyOfRange(words, 1, words.length);

    assertThat(EvilnetCommand.commandLine(new Main(), Map.of()).parseArgs(arguments).errors())
        .isEmpty();
  }
}
