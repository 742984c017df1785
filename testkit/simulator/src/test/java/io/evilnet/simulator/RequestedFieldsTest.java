package io.evilnet.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import io.evilnet.simulator.RuleBook.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestedFieldsTest {

  private static final List<Rule> RULES = List.of(new Rule("7", "place_country:CA", "a\"b"));
  private static final String LINE =
      """
      {"data":{"author_id":"1","created_at":"2026-11-20T14:00:00.000Z",\
      "edit_history_tweet_ids":["2"],"id":"2","lang":"en","text":"\\ud83c\\udf41 \\/ é",\
      "geo":{"place_id":"3"}},\
      "includes":{"users":[{"id":"1","name":"n","username":"u","location":"l"}],\
      "places":[{"country":"Canada","country_code":"CA","full_name":"A, B","id":"3"}],\
      "tweets":[{"id":"9","text":"quoted"}]},\
      "matching_rules":[{"id":"1","tag":"x"}]}""";

  @Test
  void shouldSendMandatoryFieldsByDefault() {
    assertThat(sent(new RequestedFields("", "", "", "")))
        .isEqualTo(
            """
            {"data":{"edit_history_tweet_ids":["2"],"id":"2","text":"\\ud83c\\udf41 \\/ é"},\
            "matching_rules":[{"id":"7","tag":"a\\"b"}]}""");
  }

  @Test
  void shouldSendRequestedFields() {
    assertThat(sent(new RequestedFields("lang,geo", "geo.place_id", "country_code", "")))
        .contains("\"lang\":\"en\"", "\"geo\":{\"place_id\":\"3\"}")
        .contains(
            "\"includes\":{\"places\":[{\"country_code\":\"CA\",\"full_name\":\"A, B\",\"id\":\"3\"}]}")
        .doesNotContain("author_id", "users", "tweets\":[{");
    assertThat(sent(new RequestedFields("", "author_id,referenced_tweets.id", "", "location")))
        .contains("\"users\":[{\"id\":\"1\",\"name\":\"n\",\"username\":\"u\",\"location\":\"l\"}]")
        .contains("\"tweets\":[{\"id\":\"9\",\"text\":\"quoted\"}]")
        .doesNotContain("places");
  }

  @Test
  void shouldNotChangeParsedPosts() {
    RequestedFields fields =
        new RequestedFields(
            "created_at,author_id,geo,referenced_tweets",
            "geo.place_id",
            "country_code,geo,place_type,contained_within",
            "");
    PostGenerator posts = new PostGenerator(GeneratorSettings.of(3, 100).from(Set.of("CA", "NC")));
    TweetParser parser = new TweetParser();
    boolean codeIsMissing = false;
    for (int i = 0; i < 20_000; i++) {
      byte[] line = untagged(posts.next(Instant.parse("2026-11-20T14:00:00Z")));
      Tweet tweet = (Tweet) parser.parse(line);
      assertThat(parser.parse(fields.of(line, RULES))).isEqualTo(tweet);
      codeIsMissing |= tweet.place() != null && tweet.place().city().countryCode().isEmpty();
    }
    assertThat(codeIsMissing).as("a city without a country code").isTrue();
  }

  /**
   * Removes the tags of the rules, which may contain a country and are replaced by those of RULES.
   */
  private static byte[] untagged(byte[] line) {
    return new String(line, UTF_8).replaceAll("\"tag\":\"[^\"]*\"", "\"tag\":\"\"").getBytes(UTF_8);
  }

  private static String sent(RequestedFields fields) {
    return new String(fields.of(LINE.getBytes(UTF_8), RULES), UTF_8);
  }
}
