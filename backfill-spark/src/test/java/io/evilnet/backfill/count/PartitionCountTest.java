package io.evilnet.backfill.count;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.contract.Post;
import io.evilnet.core.City;
import io.evilnet.core.CountingRules;
import io.evilnet.core.Counts;
import io.evilnet.core.TimeRange;
import io.evilnet.core.TweetParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class PartitionCountTest {

  private static final TweetParser PARSER = new TweetParser();
  private static final long FIRST_UNCOUNTED = 1_000;
  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");

  private final PartitionCount count =
      new PartitionCount(
          CountingRules.DEFAULT,
          new TimeRange(START, START.plus(Duration.ofMinutes(10))),
          FIRST_UNCOUNTED,
          window -> Optional.empty());

  @Test
  void shouldCountLatePost() {
    Post post = Post.at(START, 1, 100, "Ottawa, Ontario");

    count.accept(PARSER.parse(post.line().getBytes(UTF_8)), START.plus(Duration.ofDays(1_600)), 7);

    assertThat(count.totals(START).byCity().get(Post.cityId("Ottawa, Ontario")).counts())
        .isEqualTo(new Counts(1, 0, 1));
  }

  @Test
  void shouldTallyPostsByOutcome() {
    accept(Post.at(START, 1, 100, "Ottawa, Ontario"));
    accept(Post.at(START, 1, 100, "Ottawa, Ontario")); // a duplicate
    accept(Post.at(START, 2, 100, "Ottawa, Ontario").withoutPlace());
    accept(Post.at(START.minusMillis(1), 3, 100, "Ottawa, Ontario")); // before the range
    accept(Post.at(START.plus(Duration.ofMinutes(10)), 4, 100, "Ottawa, Ontario")); // after it
    count.accept(PARSER.parse(new byte[] {(byte) 0xff}), START, 7);
    count.accept(null, START, 7);

    assertThat(count.tally()).isEqualTo(new Tally(7, 1, 1, 1, 2, 2));
    assertThat(count.windowStarts()).containsExactly(START);
  }

  @Test
  void shouldAddUnresolvedTotalToEveryWindow() {
    accept(Post.at(START, 1, 100, "Ottawa, Ontario"));

    Map<String, ?> completed = count.totals(START).complete().byCity();

    assertThat(completed).hasSize(2).containsKey(City.UNRESOLVED.id());
  }

  @Test
  void shouldBeSerializable() throws Exception {
    accept(Post.at(START, 1, 100, "Ottawa, Ontario"));
    WindowTotals totals = count.totals(START);

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(totals);
      out.writeObject(CountingRules.DEFAULT);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(totals);
      assertThat(in.readObject()).isEqualTo(CountingRules.DEFAULT);
    }
  }

  @Test
  void shouldCountRetriedPartitionOnce() {
    Tally tally = new Tally(10, 8, 1, 1, 0, 0);

    Tally sum =
        Tally.sum(List.of(new Tuple2<>(0, tally), new Tuple2<>(1, tally), new Tuple2<>(0, tally)));

    assertThat(sum).isEqualTo(tally.plus(tally));
  }

  @Test
  void shouldReturnWindowsWithUncountedPosts() {
    Post first = Post.at(START, 1, 100, "Ottawa, Ontario");
    accept(first, FIRST_UNCOUNTED - 1);
    accept(first, FIRST_UNCOUNTED); // a duplicate, which is ignored
    accept(Post.at(START.plusSeconds(300), 2, 100, "Ottawa, Ontario"), FIRST_UNCOUNTED + 1);
    accept(Post.at(START.plusSeconds(900), 3, 100, "Ottawa, Ontario"), FIRST_UNCOUNTED + 2);

    assertThat(count.uncounted()).containsExactly(START.plusSeconds(300));
  }

  private void accept(Post post) {
    accept(post, 7);
  }

  private void accept(Post post, long offset) {
    count.accept(
        PARSER.parse(post.line().getBytes(UTF_8)), post.createdAt().plusSeconds(1), offset);
  }
}
