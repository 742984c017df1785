package io.evilnet.backfill.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

  private static final int SLICES = 100;
  private static final int ROWS = 7;
  private static final int MAX_SLICES = 3;

  private final List<Integer> started = new ArrayList<>();

  @Test
  void shouldReadNextSliceAfterEarlierRowsAreConsumed() {
    Iterator<Integer> rows = rows(IntStream.range(0, SLICES).boxed().toList());

    assertThat(started).isEmpty();
    for (int row = 0; row < SLICES * ROWS; row++) {
      assertThat(rows.next()).isEqualTo(row);
      assertThat(started).hasSize(Math.min(SLICES, row / ROWS + MAX_SLICES));
    }
    assertThat(rows.hasNext()).isFalse();
  }

  @Test
  void shouldSkipSlicesWithoutRows() {
    assertThat(rows(List.of()).hasNext()).isFalse();

    Iterator<Integer> rows = rows(List.of(-1, -1, -1, -1, 0, -1, -1, -1, -1));

    IntStream.range(0, ROWS).forEach(row -> assertThat(rows.next()).isEqualTo(row));
    assertThat(rows.hasNext()).isFalse();
  }

  /** Returns the rows of slices; a slice with a negative number has none. */
  private Iterator<Integer> rows(List<Integer> slices) {
    return new ReadAhead<>(slices.iterator(), this::read, MAX_SLICES);
  }

  private CompletableFuture<List<Integer>> read(int slice) {
    started.add(slice);
    return CompletableFuture.completedFuture(
        slice < 0 ? List.of() : IntStream.range(slice * ROWS, (slice + 1) * ROWS).boxed().toList());
  }
}
