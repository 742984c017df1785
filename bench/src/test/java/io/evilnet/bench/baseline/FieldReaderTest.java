package io.evilnet.bench.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FieldReaderTest {

  private final FieldReader reader = new FieldReader();

  @Test
  void shouldReadCountedFieldsOnly() throws IOException {
    reader.read(
        """
        {"data":{"author_id":"1","text":"skipped","created_at":"12","edit_history_tweet_ids":["123","4"],
          "id":"123","geo":{"other":{"place_id":"skipped"},"place_id":"12"},
          "referenced_tweets":[{"type":"quoted","id":"skipped"},{"id":"skipped","type":"x"}]},
         "matching_rules":[{"id":"skipped"}],
         "includes":{"users":[{"id":"skipped"}],"places":[{"country":"skipped","country_code":"CA",
          "full_name":"Ab","id":"12","place_type":"city","geo":{"type":"skipped","bbox":[0.5,1,2,4.5]}}]}}"""
            .getBytes(UTF_8));

    int data = 1 + 2 + 3 + 1 + 3 + 2 + 6 + 1;
    int place = 2 + 2 + 2 + 4 + 8;
    assertThat(reader.checksum()).isEqualTo(data + place);
  }
}
