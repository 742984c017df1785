package io.evilnet.ingest.spool;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of the spool.
 *
 * @param directory directory of its files; created if missing; used by one process at a time
 * @param segmentBytes size at which a segment is rolled, 4 KiB or more
 * @param maxBytes maximum size on disk, two segments or more; at that bound nothing is accepted
 *     until Kafka has acknowledged a segment
 * @param segmentAge age at which a segment is rolled: acknowledged posts are kept no longer than
 *     this plus the time until the others of their segment are acknowledged
 * @param fsync durability of accepted lines
 */
public record SpoolSettings(
    Path directory, long segmentBytes, long maxBytes, Duration segmentAge, FsyncPolicy fsync) {

  private static final long MIN_SEGMENT_BYTES = 4 * 1024;
  private static final Duration MIN_SEGMENT_AGE = Duration.ofMillis(1);
  private static final Duration MAX_SEGMENT_AGE = Duration.ofDays(365);

  public SpoolSettings {
    if (segmentBytes < MIN_SEGMENT_BYTES) {
      throw new IllegalArgumentException(
          "spool-segment must be %d bytes or more, but is %d"
              .formatted(MIN_SEGMENT_BYTES, segmentBytes));
    }
    if (maxBytes < 2 * segmentBytes) {
      throw new IllegalArgumentException(
          "spool-max must be at least twice spool-segment (%d bytes), but is %d"
              .formatted(segmentBytes, maxBytes));
    }
    if (segmentAge.compareTo(MIN_SEGMENT_AGE) < 0 || segmentAge.compareTo(MAX_SEGMENT_AGE) > 0) {
      throw new IllegalArgumentException(
          "spool-segment-age must be 1ms to 365d, but is " + segmentAge);
    }
  }
}
