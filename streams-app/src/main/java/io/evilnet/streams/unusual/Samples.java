package io.evilnet.streams.unusual;

import java.util.Arrays;

/** Sums and medians of numbers. */
final class Samples {

  private Samples() {}

  /** Returns the sum of the numbers at some indices. */
  static long sum(int[] numbers, int[] indices) {
    long sum = 0;
    for (int i : indices) {
      sum += numbers[i];
    }
    return sum;
  }

  /** Returns the median of the first {@code count} numbers; sorts them in place. */
  static double median(double[] numbers, int count) {
    Arrays.sort(numbers, 0, count);
    return (numbers[(count - 1) / 2] + numbers[count / 2]) / 2;
  }
}
