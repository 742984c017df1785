package io.evilnet.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UserSetTest {

  private static final SketchKey KEY = SketchKey.of(new byte[SketchKey.BYTES]);

  @Test
  void shouldCountFewUsersExactlyAcrossWindows() {
    List<UserSet> hour = new ArrayList<>();
    for (int window = 0; window < 12; window++) {
      hour.add(users(window * 10L, window * 10L + 30)); // 20 of 30 again in the next window
    }

    assertThat(UserSet.union(hour).count()).isEqualTo(new DistinctUsers(140, 140, 140));
    assertThat(UserSet.union(hour).count().error()).isZero();
  }

  @Test
  void shouldEstimate100000UsersWithinBounds() {
    List<UserSet> hour = new ArrayList<>();
    for (int window = 0; window < 12; window++) {
      hour.add(users(window * 7_500L, window * 7_500L + 17_500));
    }

    DistinctUsers count = UserSet.union(hour).count();

    assertThat(100_000L).isBetween(count.low(), count.high());
    assertThat(count.users()).isBetween(count.low(), count.high());
    assertThat(count.error()).isBetween(0.01, 0.04);
  }

  @Test
  void shouldCountUsersOfOneWindowExactly() {
    UserSet window = users(0, 20_000);

    assertThat(window.count()).isEqualTo(new DistinctUsers(20_000, 20_000, 20_000));
  }

  @Test
  void shouldComputeIdempotentUnion() {
    UserSketch sketch = sketch(0, 5_000);

    UserSketch twice = UserSketch.union(List.of(sketch, sketch(0, 5_000), sketch(100, 200)));

    assertThat((double) twice.count().users()).isBetween(4_700.0, 5_300.0);
    assertThat(sketch.plus(UserSketch.NONE)).isEqualTo(sketch);
    assertThat(UserSketch.NONE.plus(sketch)).isEqualTo(sketch);
  }

  @Test
  void shouldReturnBoundsIfSketchesAreMissing() {
    UserSet old = UserSet.of(100, UserSketch.NONE);
    UserSet incomplete = UserSet.of(60, sketch(0, 20));

    assertThat(UserSet.union(List.of(old, users(0, 50))).count())
        .isEqualTo(new DistinctUsers(125, 100, 150));
    assertThat(UserSet.union(List.of(old, old)).count())
        .isEqualTo(new DistinctUsers(150, 100, 200));
    assertThat(UserSet.union(List.of(incomplete, users(0, 50))).count())
        .isEqualTo(new DistinctUsers(85, 60, 110));
  }

  @Test
  void shouldReturnZeroForEmptySet() {
    assertThat(UserSet.union(List.of()).count()).isEqualTo(new DistinctUsers(0, 0, 0));
    assertThat(UserSet.EMPTY.count().error()).isZero();
  }

  @Test
  void shouldLimitSizeOfSerializedSketch() {
    assertThat(sketch(0, 5).toBytes()).hasSizeLessThan(40);
    assertThat(sketch(0, 300).toBytes()).hasSizeLessThan(1_300);
    assertThat(sketch(0, 200_000).toBytes()).hasSizeLessThan(2_200);
  }

  @Test
  void shouldDeserializeSerializedSketch() {
    for (UserSketch sketch : List.of(sketch(0, 3), sketch(0, 300), sketch(0, 9_000))) {
      assertThat(UserSketch.ofBytes(sketch.toBytes())).isEqualTo(sketch);
    }
    assertThat(UserSketch.ofBytes(null)).isEqualTo(UserSketch.NONE);
    assertThat(UserSketch.ofBytes(new byte[0])).isEqualTo(UserSketch.NONE);
  }

  @Test
  void shouldRejectInvalidSketchBytes() {
    byte[] sketch = sketch(0, 9_000).toBytes();
    byte[] cut = Arrays.copyOf(sketch, 100);

    assertThatThrownBy(() -> UserSketch.ofBytes(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("invalid user sketch of 3 bytes");
    assertThatThrownBy(() -> UserSketch.ofBytes(cut)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> UserSketch.ofBytes("not a sketch at all".getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static UserSet users(long from, long to) {
    return UserSet.of(to - from, sketch(from, to));
  }

  private static UserSketch sketch(long from, long to) {
    UserSketch.Builder builder = new UserSketch.Builder(KEY);
    LongStream.range(from, to).forEach(builder::add);
    return builder.build();
  }
}
