package io.evilnet.ingest.replay;

import java.time.Duration;
import java.util.Locale;

/**
 * The outcome of a replay: lines = posts + messages + keep-alives + dead letters.
 *
 * @param lines of the stream that the file amounts to: each post of a page is one
 * @param posts acknowledged by Kafka
 * @param messages lines about the stream itself, passed over
 * @param keepAlives blank lines, passed over
 * @param deadLetters acknowledged by Kafka
 * @param late posts that the stream counts as late, as far as the file tells
 * @param broken pages, arrays and documents of several lines that broke off, a dead letter each:
 *     posts in the rest of them are lost
 * @param remedy a line about the late posts; empty when there are none
 * @param time from the first line to the last acknowledgement
 * @param complete whether the file was read to its end
 */
public record ReplaySummary(
    long lines,
    long posts,
    long messages,
    long keepAlives,
    long deadLetters,
    long late,
    long broken,
    String remedy,
    Duration time,
    boolean complete) {

  private static final double MILLIS_PER_SECOND = 1_000;

  /** One number a line, for people and for {@code grep}. */
  public String toText() {
    double seconds = Math.max(1, time.toMillis()) / MILLIS_PER_SECOND;
    return String.format(
        Locale.ROOT,
        """
        lines         %d
        posts         %d
        messages      %d
        keep-alives   %d
        dead letters  %d
        late          %d
        seconds       %.3f
        posts/s       %.0f%s%s%s
        """,
        lines,
        posts,
        messages,
        keepAlives,
        deadLetters,
        late,
        seconds,
        posts / seconds,
        remedy,
        broken == 0
            ? ""
            : "\n%d documents broke off: posts in the rest of them were not found"
                .formatted(broken),
        complete ? "" : "\nstopped before the end; a second run counts nothing twice");
  }
}
