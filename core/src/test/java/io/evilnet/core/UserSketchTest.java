package io.evilnet.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserSketchTest {

  private static final SketchKey KEY = SketchKey.of(new byte[SketchKey.BYTES]);

  /** Covers both sides of the limits between the forms of a sketch: list, set, registers. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 24, 25, 383, 384, 385, 500, 3_000, 40_000})
  void shouldHaveSameUsersRegardlessOfInsertionOrder(int count) {
    Random random = new Random(count);
    UserSketch inOrder = sketch(users(count));

    for (int partitions : List.of(1, 2, 6)) {
      UserSketch other = mergedInRandomOrder(count, partitions, random);
      assertThat(other.hasSameUsers(inOrder)).isTrue();
      assertThat(inOrder.hasSameUsers(other)).isTrue();
      assertThat(UserSketch.ofBytes(other.toBytes()).hasSameUsers(inOrder)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 25, 384, 385, 3_000})
  void shouldDetectMissingUsers(int count) {
    UserSketch all = sketch(users(count));
    UserSketch other = mergedInRandomOrder(count - 1 - count / 100, 3, new Random(count));

    assertThat(all.hasSameUsers(other)).isFalse();
    assertThat(other.hasSameUsers(all)).isFalse();
    assertThat(all.hasSameUsers(UserSketch.NONE)).isFalse();
    assertThat(UserSketch.NONE.hasSameUsers(UserSketch.NONE)).isTrue();
  }

  @Test
  void shouldCompareEstimatesOfDifferentKeys() {
    SketchKey other = SketchKey.of("another key here".getBytes(US_ASCII));

    assertThat(sketch(users(40)).hasSameUsers(sketch(users(40), other))).isFalse();
    assertThat(sketch(users(40)).canHaveSameUsers(sketch(users(40), other))).isTrue();
    assertThat(sketch(users(40)).canHaveSameUsers(sketch(users(41), other))).isFalse();
    assertThat(sketch(users(9_000)).canHaveSameUsers(sketch(users(4_000), other))).isFalse();
    assertThat(sketch(users(40)).canHaveSameUsers(sketch(users(39)))).isFalse();
  }

  /** Returns a sketch merged, in random order, from those of several partitions. */
  private static UserSketch mergedInRandomOrder(int count, int partitions, Random random) {
    List<Long> users = new ArrayList<>(users(count));
    Collections.shuffle(users, random);
    List<UserSketch> parts = new ArrayList<>();
    for (int part = 0; part < partitions; part++) {
      int number = part;
      parts.add(sketch(users.stream().filter(user -> user % partitions == number).toList()));
    }
    Collections.shuffle(parts, random);
    return parts.stream().reduce(UserSketch.NONE, UserSketch::plus);
  }

  private static List<Long> users(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private static UserSketch sketch(List<Long> users) {
    return sketch(users, KEY);
  }

  private static UserSketch sketch(List<Long> users, SketchKey key) {
    UserSketch.Builder builder = new UserSketch.Builder(key);
    users.forEach(builder::add);
    return builder.build();
  }
}
