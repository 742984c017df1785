package io.evilnet.ingest.x;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesResponseTest {

  @Test
  void shouldParseRulesAndErrors() throws Exception {
    RulesResponse response =
        parse(
            """
            {"data":[{"id":"1","value":"has:geo","tag":"ours"},{"id":"2","value":"cats","tag":null}],
             "errors":[{"title":"DuplicateRule","value":"dogs","id":"3","details":["again"]},{}],
             "meta":{"summary":{"created":2}}}""");
    assertThat(response.rules())
        .containsExactly(new AccountRule("1", "has:geo", "ours"), new AccountRule("2", "cats", ""));
    assertThat(response.errors()).containsExactly("DuplicateRule (dogs): again", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"data\":null}",
        "{\"data\":{\"id\":\"1\"},\"errors\":\"none\"}"
      })
  void shouldBeEmptyWithoutLists(String body) throws Exception {
    assertThat(parse(body).rules()).isEmpty();
    assertThat(parse(body).errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{\"data\":[{\"id\":"})
  void shouldRejectInvalidJson(String body) {
    assertThatThrownBy(() -> parse(body)).isInstanceOf(IOException.class);
  }

  private static RulesResponse parse(String body) throws IOException {
    return RulesResponse.parse(body.getBytes(UTF_8));
  }
}
