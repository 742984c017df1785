package io.evilnet.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SketchKeyTest {

  private static final SketchKey KEY = key(1);
  private static final SketchKey OTHER = key(2);

  @Test
  void shouldNotRevealMembershipWithoutKey() {
    UserSketch sketch = new UserSketch.Builder(KEY).add(4711).build();

    UserSketch probe = new UserSketch.Builder(OTHER).add(4711).build();

    assertThat(image(probe)).isNotEqualTo(image(sketch));
    assertThat(image(new UserSketch.Builder(KEY).add(4711).build())).isEqualTo(image(sketch));
  }

  @Test
  void shouldBoundNumberOfUsersOfTwoKeys() {
    UserSet sunday = UserSet.of(3, users(KEY, 1, 2, 3));
    UserSet monday = UserSet.of(4, users(OTHER, 2, 3, 4, 5));

    DistinctUsers both = UserSet.union(List.of(sunday, monday, sunday)).count();

    assertThat(both.low()).isEqualTo(4);
    assertThat(both.high()).isEqualTo(7);
    assertThat(both.users()).isBetween(4L, 7L);
    assertThat(both.isExact()).isFalse();
  }

  @Test
  void shouldKeepLaterSketchAfterKeyChange() {
    UserSketch later = users(OTHER, 7, 8);

    assertThat(users(KEY, 7).plus(later)).isEqualTo(later);
    assertThat(later.plus(UserSketch.NONE)).isEqualTo(later);
  }

  @Test
  void shouldRecreateSketchForOtherKey() {
    CityWindow key = new CityWindow(Instant.parse("2026-11-20T14:00:00Z"), "montreal");
    WindowCounts counts = new WindowCounts();
    counts.add(new CountedTweet(key.windowStart(), 1, 7, key.cityId(), false));
    assertThat(counts.users(key, KEY)).isEqualTo(users(KEY, 7));

    counts.add(new CountedTweet(key.windowStart(), 2, 8, key.cityId(), false));

    assertThat(counts.users(key, KEY).hasSameUsers(users(KEY, 7, 8))).isTrue();
    assertThat(counts.users(key, OTHER).hasSameUsers(users(OTHER, 7, 8))).isTrue();
  }

  @Test
  void shouldTreatSketchOfEarlierVersionAsMissing() {
    byte[] withoutKey = {2, 1, 7, 12, 3, 8, 1, 8, 0, 0, 0, 0};

    assertThat(UserSketch.ofBytes(withoutKey)).isEqualTo(UserSketch.NONE);
  }

  @Test
  void shouldStartEpochsOnMondays() {
    long week = SketchKey.epochOf(Instant.parse("2026-11-23T00:00:00Z"));

    assertThat(SketchKey.epochOf(Instant.parse("2026-11-29T23:55:00Z"))).isEqualTo(week);
    assertThat(SketchKey.epochOf(Instant.parse("2026-11-30T00:00:00Z"))).isEqualTo(week + 1);
    assertThat(SketchKey.epochOf(Instant.parse("2026-11-22T23:55:00Z"))).isEqualTo(week - 1);
    assertThat(SketchKey.epochOf(Instant.EPOCH)).isEqualTo(-1);
  }

  @Test
  void shouldBeSerializable() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(KEY);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(users((SketchKey) in.readObject(), 1, 2)).isEqualTo(users(KEY, 1, 2));
    }
  }

  @Test
  void shouldRejectSecretOfInvalidLength() {
    assertThatThrownBy(() -> SketchKey.of(new byte[8]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sketch key must have 16 bytes, but has 8");
  }

  private static UserSketch users(SketchKey key, long... users) {
    UserSketch.Builder sketch = new UserSketch.Builder(key);
    Arrays.stream(users).forEach(sketch::add);
    return sketch.build();
  }

  /** Returns the serialized sketch without the id of its key. */
  private static byte[] image(UserSketch sketch) {
    return Arrays.copyOfRange(sketch.toBytes(), 5, sketch.toBytes().length);
  }

  private static SketchKey key(int seed) {
    byte[] secret = new byte[SketchKey.BYTES];
    Arrays.fill(secret, (byte) seed);
    return SketchKey.of(secret);
  }
}
