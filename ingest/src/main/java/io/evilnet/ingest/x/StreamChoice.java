package io.evilnet.ingest.x;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A stream of X that a connection reads.
 *
 * @param kind type of the stream
 * @param partition partition from 1; empty for a stream without partitions
 */
public record StreamChoice(Kind kind, OptionalInt partition) {

  /** Types of streams, with their number of partitions. */
  public enum Kind {
    /** Posts that match the rules; for every account. */
    FILTERED(1),
    /** One percent of all posts. */
    SAMPLE(1),
    /** Ten percent of all posts; for accounts with Enterprise access. */
    SAMPLE10(2),
    /** All posts; for accounts with Enterprise access. */
    FIREHOSE(20);

    private final int partitions;

    Kind(int partitions) {
      this.partitions = partitions;
    }

    /** Returns whether the stream has partitions. */
    boolean isDivided() {
      return partitions > 1;
    }

    /** Returns the name in settings and messages. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The filtered stream. */
  public static final StreamChoice FILTERED = new StreamChoice(Kind.FILTERED, OptionalInt.empty());

  public StreamChoice {
    if (kind.isDivided() != partition.isPresent()) {
      throw new IllegalArgumentException(
          kind.isDivided()
              ? "stream %s requires a partition".formatted(kind.label())
              : "stream-partitions must not be set for stream %s, which has no partitions"
                  .formatted(kind.label()));
    }
    if (partition.isPresent()
        && (partition.getAsInt() < 1 || partition.getAsInt() > kind.partitions)) {
      throw new IllegalArgumentException(
          "stream-partitions of %s must be 1 to %d, but contain %d"
              .formatted(kind.label(), kind.partitions, partition.getAsInt()));
    }
  }

  /**
   * Returns the streams of a type.
   *
   * @param partitions partitions to read; all if empty
   */
  public static List<StreamChoice> of(Kind kind, List<Integer> partitions) {
    if (!kind.isDivided() && partitions.isEmpty()) {
      return List.of(new StreamChoice(kind, OptionalInt.empty()));
    }
    IntStream numbers =
        partitions.isEmpty()
            ? IntStream.rangeClosed(1, kind.partitions)
            : partitions.stream().mapToInt(Integer::intValue).distinct();
    return numbers.mapToObj(n -> new StreamChoice(kind, OptionalInt.of(n))).toList();
  }

  /** Returns whether rules apply to the stream. */
  boolean hasRules() {
    return kind == Kind.FILTERED;
  }

  /** Returns the unique name: {@code filtered}, {@code firehose-7}. */
  public String name() {
    return partition.isPresent() ? kind.label() + "-" + partition.getAsInt() : kind.label();
  }
}
