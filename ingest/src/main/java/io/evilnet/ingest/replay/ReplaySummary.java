package io.evilnet.ingest.replay;

import java.time.Duration;
import java.util.Locale;

/**
 * Summary of a replay: lines = posts + messages + keep-alives + dead letters.
 *
 * @param lines lines of the stream in the file; each post of a page is one
 * @param posts acknowledged by Kafka
 * @param messages in-stream messages, skipped
 * @param keepAlives blank lines, skipped
 * @param deadLetters acknowledged by Kafka
 * @param late posts that streams-app counts as late, as far as the file determines it
 * @param broken incomplete pages, arrays and multi-line documents, each a dead letter: posts in the
 *     rest of them are lost
 * @param remedy a line about the late posts; empty without any
 * @param time time from the first line to the last acknowledgement
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

  /** Returns one number per line. */
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
            : "\n%d documents are incomplete: posts in the missing parts were not read"
                .formatted(broken),
        complete ? "" : "\nstopped before the end; duplicates of a second run are counted once");
  }
}
