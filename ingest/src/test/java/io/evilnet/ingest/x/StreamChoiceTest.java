package io.evilnet.ingest.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.ingest.x.StreamChoice.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamChoiceTest {

  @Test
  void shouldSelectAllPartitionsByDefault() {
    assertThat(names(Kind.FILTERED)).containsExactly("filtered");
    assertThat(names(Kind.SAMPLE)).containsExactly("sample");
    assertThat(names(Kind.SAMPLE10)).containsExactly("sample10-1", "sample10-2");
    assertThat(names(Kind.FIREHOSE)).hasSize(20).contains("firehose-1", "firehose-20");
    assertThat(names(Kind.FIREHOSE, 7, 3, 7)).containsExactly("firehose-7", "firehose-3");
  }

  @Test
  void shouldRejectInvalidPartition() {
    assertThatThrownBy(() -> names(Kind.SAMPLE10, 3))
        .hasMessage("stream-partitions of sample10 must be 1 to 2, but contain 3");
    assertThatThrownBy(() -> names(Kind.FIREHOSE, 0)).hasMessageContaining("1 to 20");
    assertThatThrownBy(() -> names(Kind.FILTERED, 1))
        .hasMessage(
            "stream-partitions must not be set for stream filtered, which has no partitions");
  }

  @ParameterizedTest
  @CsvSource({
    "FILTERED,  , 0, /2/tweets/search/stream,   ,  ",
    "FILTERED,  , 5, /2/tweets/search/stream,   , 5",
    "SAMPLE,    , 0, /2/tweets/sample/stream,   ,  ",
    "SAMPLE10, 2, 1, /2/tweets/sample10/stream, 2, 1",
    "FIREHOSE, 20, 0, /2/tweets/firehose/stream, 20, "
  })
  void shouldBuildRequestOfStream(
      Kind kind, Integer part, int backfill, String path, String partition, String minutes)
      throws IOException {
    OptionalInt number = part == null ? OptionalInt.empty() : OptionalInt.of(part);
    BearerToken token =
        BearerToken.readAll(Optional.empty(), Map.of(BearerToken.VARIABLE, "t")).get(0);
    XSettings settings = new XSettings("http://127.0.0.1:1", token, Duration.ofSeconds(25));
    try (XApi api = new XApi(settings)) {
      HttpUrl url = api.streamCall(new StreamChoice(kind, number), backfill).request().url();

      assertThat(url.encodedPath()).isEqualTo(path);
      assertThat(url.queryParameter("partition")).isEqualTo(partition);
      assertThat(url.queryParameter("backfill_minutes")).isEqualTo(minutes);
      assertThat(fields(url, "tweet.fields"))
          .containsExactlyInAnyOrder(
              "author_id", "created_at", "edit_history_tweet_ids", "geo", "referenced_tweets");
      assertThat(fields(url, "expansions")).containsExactly("geo.place_id");
      assertThat(fields(url, "place.fields"))
          .containsExactlyInAnyOrder(
              "contained_within", "country_code", "full_name", "geo", "id", "place_type");
      assertThat(url.queryParameterNames())
          .doesNotContain("user.fields", "media.fields", "poll.fields");
    }
  }

  private static List<String> fields(HttpUrl url, String parameter) {
    return List.of(url.queryParameter(parameter).split(","));
  }

  private static List<String> names(Kind kind, Integer... partitions) {
    return StreamChoice.of(kind, List.of(partitions)).stream().map(StreamChoice::name).toList();
  }
}
