package io.evilnet.ingest.spool;

import java.util.Comparator;

/**
 * A position between two frames.
 *
 * @param segment number of the segment
 * @param offset bytes from the start of the segment
 */
public record SpoolPosition(long segment, long offset) implements Comparable<SpoolPosition> {

  private static final Comparator<SpoolPosition> ORDER =
      Comparator.comparingLong(SpoolPosition::segment).thenComparingLong(SpoolPosition::offset);

  @Override
  public int compareTo(SpoolPosition other) {
    return ORDER.compare(this, other);
  }
}
