package io.evilnet.backfill.rows;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * An iterator over the rows of slices, in order, with a limited number of slices in memory: the
 * next slice is read when the rows of an earlier one have been consumed.
 *
 * @param <S> the type of a slice
 * @param <R> the type of a row
 */
final class ReadAhead<S, R> implements Iterator<R> {

  private final Iterator<S> slices;
  private final Function<S, CompletableFuture<List<R>>> read;
  private final int maxSlices;
  private final Queue<CompletableFuture<List<R>>> reading = new ArrayDeque<>();
  private Iterator<R> rows = Collections.emptyIterator();

  /**
   * @param read function that starts to read a slice
   * @param maxSlices maximum number of slices in memory, 1 or more
   */
  ReadAhead(Iterator<S> slices, Function<S, CompletableFuture<List<R>>> read, int maxSlices) {
    this.slices = slices;
    this.read = read;
    this.maxSlices = maxSlices;
  }

  @Override
  public boolean hasNext() {
    while (!rows.hasNext()) {
      rows = Collections.emptyIterator();
      while (slices.hasNext() && reading.size() < maxSlices) {
        reading.add(read.apply(slices.next()));
      }
      if (reading.isEmpty()) {
        return false;
      }
      rows = reading.remove().join().iterator();
    }
    return true;
  }

  @Override
  public R next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return rows.next();
  }
}
