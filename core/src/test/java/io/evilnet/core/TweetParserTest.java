package io.evilnet.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TweetParserTest {

  private static final String POST =
      """
      {"data":{"author_id":"42","created_at":"2026-11-20T14:00:01.000Z","id":"7","text":"t"
      ,"geo":{"place_id":"p1"},"referenced_tweets":[{"type":"quoted","id":"1"}]}
      ,"includes":{"places":[{"id":"p0","place_type":"poi"},{"id":"p1","place_type":"city"
      ,"full_name":"Montréal, Québec","country_code":"CA","geo":{"bbox":[-74,45,-73,46]}
      ,"contained_within":["p2",3,null]}]}}""";

  private final TweetParser parser = new TweetParser();

  @Test
  void shouldParseRequiredFields() {
    assertThat(parse(POST))
        .isEqualTo(
            new Tweet(
                7,
                42,
                Instant.parse("2026-11-20T14:00:01Z"),
                java.util.Set.of(ReferenceKind.QUOTED),
                new Place(
                    "city",
                    new City("p1", "Montréal, Québec", "CA", 45.5, -73.5),
                    new Box(-74, 45, -73, 46),
                    java.util.List.of("p2", "3"))));
  }

  @Test
  void shouldUseIdAndTimeOfFirstVersionOfEdit() {
    StreamLine line =
        parse(
            """
            {"data":{"author_id":"1","created_at":"2026-11-20T14:06:30.000Z","id":"2123780022727606283",
            "edit_history_tweet_ids":["2123778391646666753","2123780022727606283"]}}""");

    assertThat(line)
        .isInstanceOfSatisfying(
            Tweet.class,
            tweet -> {
              assertThat(tweet.id()).isEqualTo(2123778391646666753L);
              assertThat(tweet.createdAt())
                  .isBetween(
                      Instant.parse("2026-11-20T14:00:01Z"), Instant.parse("2026-11-20T14:00:02Z"));
            });
  }

  @Test
  void shouldUseLastValueOfDuplicateKey() {
    assertThat(
            parse(
                """
                {"data":{"id":"1"},"data":{"author_id":"1","author_id":"2","id":"3",
                "created_at":"2026-11-20T14:00:00Z"}}"""))
        .isInstanceOfSatisfying(Tweet.class, tweet -> assertThat(tweet.authorId()).isEqualTo(2));
  }

  @Test
  void shouldIgnoreFieldsInsideText() {
    String post = POST.replace("\"t\"", "\"\\\"author_id\\\":\\\"0\\\" {\\\"id\\\":\\\"9\\\"}\"");

    assertThat(parse(post)).isEqualTo(parse(POST));
  }

  @Test
  void shouldParseUnsigned64BitIds() {
    assertThat(parse(POST.replace("\"42\"", "\"18446744073709551615\"")))
        .isInstanceOfSatisfying(Tweet.class, tweet -> assertThat(tweet.authorId()).isEqualTo(-1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n", "  \t\r"})
  void shouldParseBlankLineAsKeepAlive(String line) {
    assertThat(parse(line)).isInstanceOf(KeepAlive.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          operational-disconnect |                                                          | true
          ''                     | https://api.twitter.com/2/problems/operational-disconnect | true
          ConnectionException    | https://api.x.com/2/problems/streaming-connection         | false
          """)
  void shouldParseErrorsWithoutDataAsMessage(String title, String type, boolean disconnect) {
    String json =
        "{\"errors\":[{\"title\":\"%s\",\"type\":\"%s\"}]}"
            .formatted(title, type == null ? "" : type);

    assertThat(parse(json))
        .isInstanceOfSatisfying(
            StreamMessage.class,
            message -> assertThat(message.isDisconnect()).isEqualTo(disconnect));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"title":"operational-disconnect","detail":"for operational reasons","type":"https://api.x.com/2/problems/operational-disconnect"} | true
          {"type":"https://api.x.com/2/problems/usage-capped","status":429,"title":"UsageCapExceeded"} | false
          {"title":"ConnectionException","detail":"at the maximum","connection_issue":"TooManyConnections"} | false
          """)
  void shouldParseProblemObjectAsMessage(String json, boolean disconnect) {
    assertThat(parse(json))
        .isInstanceOfSatisfying(
            StreamMessage.class,
            message -> assertThat(message.isDisconnect()).isEqualTo(disconnect));
  }

  @Test
  void shouldReplaceControlCharactersInText() {
    String name = "\"full_name\":\"A\\u001b[2J\\nB\\u009b\\u202eC, Québec\"";
    String place = "{\"id\":\"1\",\"place_type\":\"city\"," + name + "}";
    String json =
        "{\"data\":{\"id\":\"1\",\"author_id\":\"2\",\"created_at\":\"2026-11-20T14:00:00Z\","
            + "\"geo\":{\"place_id\":\"1\"}},\"includes\":{\"places\":["
            + place
            + "]}}";

    assertThat(((Tweet) parse(json)).place().city().fullName()).isEqualTo("A [2J B  C, Québec");
    assertThat(parse("{\"errors\":[{\"title\":\"a\\r\\nERROR\",\"detail\":\"b\\u0007\"}]}"))
        .isEqualTo(new StreamMessage("a  ERROR", "", "b "));
  }

  @Test
  void shouldParseErrorsWithDataAsTweet() {
    String partial = POST.substring(0, POST.length() - 1) + ",\"errors\":[{\"title\":\"x\"}]}";

    assertThat(parse(partial)).isEqualTo(parse(POST));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"data":{"id":"1"                                                                | NOT_JSON
          [1,2]                                                                            | NOT_JSON
          {"data":{}} {"data":{}}                                                          | NOT_JSON
          hello                                                                            | NOT_JSON
          {}                                                                               | NO_DATA
          {"data":null}                                                                    | BAD_FIELD
          {"data":[1]}                                                                     | BAD_FIELD
          {"data":[{"id":"1"}],"errors":[{"title":"Not Found Error","type":"x"}]}          | BAD_FIELD
          {"errors":[{"title":"operational-disconnect"}],"data":null}                      | BAD_FIELD
          {"errors":[]}                                                                    | NO_DATA
          {"data":{"author_id":"1","created_at":"2026-11-20T14:00:00Z"}}                   | MISSING_FIELD
          {"data":{"id":"1","created_at":"2026-11-20T14:00:00Z"}}                          | MISSING_FIELD
          {"data":{"id":"1","author_id":null,"created_at":"2026-11-20T14:00:00Z"}}         | MISSING_FIELD
          {"data":{"id":"1","author_id":"1"}}                                              | MISSING_FIELD
          {"data":{"id":"-1","author_id":"1","created_at":"2026-11-20T14:00:00Z"}}         | BAD_FIELD
          {"data":{"id":"1","author_id":"x","created_at":"2026-11-20T14:00:00Z"}}          | BAD_FIELD
          {"data":{"id":"18446744073709551616","author_id":"1","created_at":"2026-11-20T14:00:00Z"}} | BAD_FIELD
          {"data":{"id":"1","author_id":"1","created_at":"yesterday"}}                     | BAD_FIELD
          {"data":{"id":"1","author_id":"1","created_at":"1969-12-31T23:59:59Z"}}          | BAD_FIELD
          {"data":{"id":"1","author_id":"1","created_at":"+999999999-01-01T00:00:00Z"}}    | BAD_FIELD
          {"data":{"id":"1","author_id":"1","edit_history_tweet_ids":[{}],"created_at":"2026-11-20T14:00:00Z"}} | BAD_FIELD
          """)
  void shouldReportReasonOfMalformedLine(String json, Malformed.Reason reason) {
    assertThat(parse(json))
        .isInstanceOfSatisfying(
            Malformed.class, malformed -> assertThat(malformed.reason()).isEqualTo(reason));
  }

  @Test
  void shouldReportSearchPageAsMalformed() {
    assertThat(parse("{\"data\":[{\"id\":\"1\"}],\"errors\":[{\"title\":\"Not Found Error\"}]}"))
        .isEqualTo(
            new Malformed(
                Malformed.Reason.BAD_FIELD,
                "data is an array: a page of a search, not a line of the stream"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "missing",
      textBlock =
          """
          "CA"      | missing                             | CA
          "ca"      | missing                             | CA
          "US"      | evilnet:place_country:CA            | US
          ""        | evilnet:place_country:CA            | CA
          "CAN"     | evilnet:place_country:ca            | CA
          "C\u0410" | evilnet:canada place_country:CA     | CA
          7         | evilnet:canada                      | ''
          null      | missing                             | ''
          ""        | evilnet:place_country:CA OR x       | ''
          ""        | place_country:CA OR place_country:US | ''
          ""        | place_country:CA place_country:US   | ''
          ""        | -place_country:CA                   | ''
          ""        | -(place_country:CA lang:en)         | ''
          """)
  void shouldUseCountryCodeElseCountryOfMatchingRule(String code, String tag, String country) {
    String rules =
        tag == null ? "" : ",\"matching_rules\":[{\"id\":\"1\",\"tag\":\"%s\"}]".formatted(tag);
    String post = POST.substring(0, POST.length() - 1) + rules + "}";

    assertThat(parse(post.replace("\"CA\"", code)))
        .isInstanceOfSatisfying(
            Tweet.class,
            tweet -> assertThat(tweet.place().city().countryCode()).isEqualTo(country));
  }

  @ParameterizedTest
  @CsvSource({"CA, x, CA", "CA, CA, CA", "CA, US, ''"})
  void shouldUseCountryOfMatchingRulesOnlyIfUnambiguous(
      String first, String second, String country) {
    String rules =
        ",\"matching_rules\":[{\"tag\":\"place_country:%s\"},{\"tag\":\"place_country:%s\"}]}"
            .formatted(first, second);
    String post = POST.substring(0, POST.length() - 1) + rules;

    assertThat(parse(post.replace("\"country_code\":\"CA\",", "")))
        .isInstanceOfSatisfying(
            Tweet.class,
            tweet -> assertThat(tweet.place().city().countryCode()).isEqualTo(country));
  }

  @Test
  void shouldRejectReservedPlaceId() {
    assertThat(parse(POST.replace("\"p1\"", "\"unresolved\"")))
        .isInstanceOfSatisfying(Tweet.class, tweet -> assertThat(tweet.place()).isNull());
  }

  @Test
  void shouldRejectDeeplyNestedLine() {
    String deep = "{\"data\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

    assertThat(parse(deep)).isInstanceOf(Malformed.class);
  }

  @Test
  void shouldTruncateNamesAndReplaceUnpairedSurrogates() {
    StreamLine line = parse(POST.replace("Montréal", "\\ud800Mont" + "x".repeat(1_000)));

    assertThat(line)
        .isInstanceOfSatisfying(
            Tweet.class,
            tweet ->
                assertThat(tweet.place().city().fullName())
                    .startsWith("?Montx")
                    .hasSizeLessThan(300));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [-74,45,-73,46]   | 45.5 | -73.5
          [178,-20,-178,-10] | -15  | 180
          [1e999,0,0,0]     | 0    | 0
          [-74,45,-73]      | 0    | 0
          [-74,45,-73,46,1] | 0    | 0
          ["a",45,-73,46]   | 0    | 0
          """)
  void shouldComputeCenterOfBoundingBox(String box, double latitude, double longitude) {
    assertThat(parse(POST.replace("[-74,45,-73,46]", box)))
        .isInstanceOfSatisfying(
            Tweet.class,
            tweet -> {
              assertThat(tweet.place().city().latitude()).isEqualTo(latitude);
              assertThat(tweet.place().city().longitude()).isEqualTo(longitude);
            });
  }

  private StreamLine parse(String line) {
    return parser.parse(line.getBytes(UTF_8));
  }
}
