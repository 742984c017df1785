package io.evilnet.core;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads and writes the compact image of a sketch of Apache DataSketches in the form of a list or a
 * set of hashes, that of most cities, without the library, which creates several objects and arrays
 * each time.
 *
 * <p>An image has a preamble of 8 bytes with up to {@value #MAX_LISTED} hashes, and one of 12 with
 * more; then the hashes, four bytes each. Its format is that of the class {@code PreambleUtil} of
 * the library.
 */
final class SketchHashes {

  /** Maximum number of hashes; larger sketches have registers. */
  static final int MAX_HASHES = 384;

  private static final int MAX_LISTED = 7;

  private static final byte LIST_INTS = 2;
  private static final byte SET_INTS = 3;
  private static final byte VERSION = 1;
  private static final byte FAMILY = 7;
  private static final byte LG_LIST = 3;
  private static final byte LG_MIN_SET = 5;
  private static final byte COMPACT = 8;
  private static final byte LIST_MODE = 0;
  private static final byte SET_MODE = 1;
  private static final int COUNT_OF_LIST = 6;

  private SketchHashes() {}

  /**
   * Returns true for a valid image of hashes; false for images of registers, of another size or
   * form, and for an empty array.
   */
  static boolean isImage(byte[] image, int lgRegisters) {
    if (image.length < LIST_INTS * Integer.BYTES
        || image[1] != VERSION
        || image[2] != FAMILY
        || image[3] != lgRegisters
        || (image[5] & COMPACT) == 0) {
      return false;
    }
    if (image[0] == LIST_INTS && image[7] == LIST_MODE) {
      return image[COUNT_OF_LIST] > 0
          && image[COUNT_OF_LIST] <= MAX_LISTED
          && image.length == Integer.BYTES * (LIST_INTS + image[COUNT_OF_LIST]);
    }
    return image[0] == SET_INTS
        && image[7] == SET_MODE
        && image.length > SET_INTS * Integer.BYTES
        && count(image) <= MAX_HASHES
        && image.length == Integer.BYTES * (SET_INTS + count(image));
  }

  private static int count(byte[] image) {
    return bytes(image).getInt(LIST_INTS * Integer.BYTES);
  }

  /** Returns the sorted hashes of an image. */
  static int[] of(byte[] image) {
    int[] hashes = new int[number(image)];
    copy(image, hashes, 0);
    Arrays.sort(hashes);
    return hashes;
  }

  /** Returns the number of hashes of an image. */
  static int number(byte[] image) {
    return image.length / Integer.BYTES - image[0];
  }

  /** Copies the hashes of an image; returns the index after the last one. */
  static int copy(byte[] image, int[] hashes, int from) {
    int number = number(image);
    bytes(image).position(image[0] * Integer.BYTES).asIntBuffer().get(hashes, from, number);
    return from + number;
  }

  /**
   * Returns the image of hashes, which may contain duplicates.
   *
   * @param hashes the hashes in any order; sorted by this method
   */
  static byte[] image(int[] hashes, int lgRegisters) {
    Arrays.sort(hashes);
    int distinct = 0;
    for (int hash : hashes) {
      if (distinct == 0 || hash != hashes[distinct - 1]) {
        hashes[distinct++] = hash;
      }
    }
    boolean isListed = distinct <= MAX_LISTED;
    byte preamble = isListed ? LIST_INTS : SET_INTS;
    byte[] image = new byte[Integer.BYTES * (preamble + distinct)];
    image[0] = preamble;
    image[1] = VERSION;
    image[2] = FAMILY;
    image[3] = (byte) lgRegisters;
    image[4] = isListed ? LG_LIST : lgOfSet(distinct);
    image[5] = COMPACT;
    image[COUNT_OF_LIST] = isListed ? (byte) distinct : 0;
    image[7] = isListed ? LIST_MODE : SET_MODE;
    ByteBuffer bytes = bytes(image);
    if (!isListed) {
      bytes.putInt(LIST_INTS * Integer.BYTES, distinct);
    }
    bytes.position(preamble * Integer.BYTES).asIntBuffer().put(hashes, 0, distinct);
    return image;
  }

  /**
   * Returns the binary logarithm of the size of the library's hash table, at most three quarters
   * full.
   */
  private static byte lgOfSet(int hashes) {
    byte lg = LG_MIN_SET;
    while (4 * hashes > 3 << lg) {
      lg++;
    }
    return lg;
  }

  private static ByteBuffer bytes(byte[] image) {
    return ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
  }
}
