package io.evilnet.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SketchHashesTest {

  private static final int LG_REGISTERS = 12;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 24, 25, 48, 49, 383, 384})
  void shouldReadAndWriteImagesOfLibrary(int users) {
    byte[] image = libraryImage(users);
    assertThat(SketchHashes.isImage(image, LG_REGISTERS)).isTrue();
    int[] hashes = SketchHashes.of(image);
    assertThat(hashes).hasSize(SketchHashes.number(image)).isSorted();

    byte[] written = SketchHashes.image(hashes.clone(), LG_REGISTERS);

    assertThat(SketchHashes.isImage(written, LG_REGISTERS)).isTrue();
    HllSketch read = HllSketch.heapify(Memory.wrap(written));
    assertThat(read.getEstimate()).isEqualTo(HllSketch.heapify(Memory.wrap(image)).getEstimate());
    assertThat(SketchHashes.of(read.toCompactByteArray())).isEqualTo(hashes);
    assertThat(written).hasSameSizeAs(image);
    int preamble = Integer.BYTES * image[0];
    assertThat(Arrays.copyOf(written, preamble)).isEqualTo(Arrays.copyOf(image, preamble));
  }

  @Test
  void shouldWriteDuplicateHashesOnce() {
    int[] hashes = SketchHashes.of(libraryImage(5));
    int[] twice = Arrays.copyOf(hashes, 2 * hashes.length);
    System.arraycopy(hashes, 0, twice, hashes.length, hashes.length);

    assertThat(SketchHashes.of(SketchHashes.image(twice, LG_REGISTERS))).isEqualTo(hashes);
  }

  @Test
  void shouldRejectOtherImages() {
    assertThat(SketchHashes.isImage(new byte[0], LG_REGISTERS)).isFalse();
    assertThat(SketchHashes.isImage(libraryImage(385), LG_REGISTERS)).as("registers").isFalse();
    assertThat(SketchHashes.isImage(libraryImage(0), LG_REGISTERS)).as("no users").isFalse();
    assertThat(SketchHashes.isImage(libraryImage(9), LG_REGISTERS - 1)).isFalse();
    for (int users : new int[] {3, 30}) {
      byte[] image = libraryImage(users);
      byte[] cut = Arrays.copyOf(image, image.length - 1);
      assertThat(SketchHashes.isImage(cut, LG_REGISTERS)).isFalse();
      byte[] empty = Arrays.copyOf(image, Integer.BYTES * image[0]);
      assertThat(SketchHashes.isImage(empty, LG_REGISTERS)).isFalse();
    }
  }

  @Test
  void shouldRejectImagesWithWrongCount() {
    byte[] image = libraryImage(30);
    for (int count : new int[] {(1 << 30) + 30, 29, -1}) {
      ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putInt(8, count);
      assertThat(SketchHashes.isImage(image, LG_REGISTERS)).as("count %d", count).isFalse();
    }
    byte[] list = Arrays.copyOf(libraryImage(7), 40);
    list[6] = 8;
    assertThat(SketchHashes.isImage(list, LG_REGISTERS)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0,3,3,6", "0,5,2,7", "0,200,200,384", "0,200,200,385", "0,300,100,310"})
  void shouldComputeSameUnionAsLibrary(int first, int end, int second, int otherEnd) {
    byte[] one = libraryImage(first, end);
    byte[] other = libraryImage(second, otherEnd);
    Union union = new Union(LG_REGISTERS);
    union.update(HllSketch.heapify(Memory.wrap(one)));
    union.update(HllSketch.heapify(Memory.wrap(other)));
    HllSketch expected = union.getResult(TgtHllType.HLL_4);

    UserSketch merged = sketch(one).plus(sketch(other));

    assertThat(merged.hasSameUsers(sketch(expected.toCompactByteArray()))).isTrue();
    assertThat(merged.count().users()).isEqualTo(Math.round(expected.getEstimate()));
  }

  private static UserSketch sketch(byte[] image) {
    return UserSketch.ofBytes(
        ByteBuffer.allocate(5 + image.length).put((byte) 'K').putInt(1).put(image).array());
  }

  private static byte[] libraryImage(int users) {
    return libraryImage(0, users);
  }

  private static byte[] libraryImage(long from, long to) {
    HllSketch sketch = new HllSketch(LG_REGISTERS, TgtHllType.HLL_4);
    for (long user = from; user < to; user++) {
      sketch.update(user);
    }
    return sketch.toCompactByteArray();
  }
}
