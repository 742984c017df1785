package io.evilnet.ingest.x;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which of X's streams a connection reads.
 *
 * @param kind what is in it
 * @param partition which part of it, from 1; empty for a stream that is not divided
 */
public record StreamChoice(Kind kind, OptionalInt partition) {

  /** What X offers, and in how many parts. */
  public enum Kind {
    /** What the rules match; for every account. */
    FILTERED(1),
    /** One post of a hundred. */
    SAMPLE(1),
    /** One post of ten; for accounts with Enterprise access. */
    SAMPLE10(2),
    /** All posts; for accounts with Enterprise access. */
    FIREHOSE(20);

    private final int partitions;

    Kind(int partitions) {
      this.partitions = partitions;
    }

    /** Whether it is read in parts. */
    boolean isDivided() {
      return partitions > 1;
    }

    /** The name as a setting and in messages. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The stream of what the rules match. */
  public static final StreamChoice FILTERED = new StreamChoice(Kind.FILTERED, OptionalInt.empty());

  public StreamChoice {
    requireNonNull(kind, "kind");
    if (kind.isDivided() != partition.isPresent()) {
      throw new IllegalArgumentException(
          kind.isDivided()
              ? "stream %s is read by partitions".formatted(kind.label())
              : "stream-partitions must not be set for stream %s, which has none"
                  .formatted(kind.label()));
    }
    if (partition.isPresent()
        && (partition.getAsInt() < 1 || partition.getAsInt() > kind.partitions)) {
      throw new IllegalArgumentException(
          "stream-partitions of %s must be 1 to %d, but one is %d"
              .formatted(kind.label(), kind.partitions, partition.getAsInt()));
    }
  }

  /**
   * The choices that read a kind of stream.
   *
   * @param partitions which parts of it; all when empty
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

  /** Whether it gives only what rules match. */
  boolean hasRules() {
    return kind == Kind.FILTERED;
  }

  /** What tells it from the other choices: {@code filtered}, {@code firehose-7}. */
  public String name() {
    return partition.isPresent() ? kind.label() + "-" + partition.getAsInt() : kind.label();
  }
}
