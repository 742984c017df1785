package io.evilnet.ingest.replay;

import java.time.Duration;
import java.util.Locale;

/**
 * What a replay did: lines = posts + messages + keep-alives + dead letters.
 *
 * @param lines read
 * @param posts acknowledged by Kafka
 * @param messages lines about the stream itself, passed over
 * @param keepAlives blank lines, passed over
 * @param deadLetters acknowledged by Kafka
 * @param time from the first line to the last acknowledgement
 * @param complete whether the file was read to its end
 */
public record ReplaySummary(
    long lines,
    long posts,
    long messages,
    long keepAlives,
    long deadLetters,
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
        seconds       %.3f
        posts/s       %.0f%s
        """,
        lines,
        posts,
        messages,
        keepAlives,
        deadLetters,
        seconds,
        posts / seconds,
        complete ? "" : "\nstopped before the end; a second run counts nothing twice");
  }
}
