package io.evilnet.ingest.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.ArchiveException;
import org.apache.commons.compress.archivers.ArchiveStreamFactory;

/** Detects files that cannot contain posts by their first bytes, with a remedy for each kind. */
final class FileKind {

  private static final TweetParser PARSER = new TweetParser();

  private static final char REPLACEMENT = '\ufffd';
  private static final char FIRST_BEYOND_ASCII = 0x80;

  private static final Map<String, String> SIGNATURES =
      Map.of(
          "SQLite format 3\0", "it is an SQLite database: export its posts as JSON lines",
          "PAR1", "it is a Parquet file: export its posts as JSON lines",
          "Obj\1", "it is an Avro file: export its posts as JSON lines",
          "%PDF-", "it is a PDF file: replay the JSON file from which it was created");

  private FileKind() {}

  /**
   * Rejects content that is not UTF-8 text.
   *
   * @throws IllegalArgumentException naming the kind and the remedy
   */
  static void requireText(byte[] head) {
    refusal(head)
        .ifPresent(
            refusal -> {
              throw new IllegalArgumentException(refusal);
            });
  }

  private static Optional<String> refusal(byte[] head) {
    String text = new String(head, ISO_8859_1);
    for (Map.Entry<String, String> signature : SIGNATURES.entrySet()) {
      if (text.startsWith(signature.getKey())) {
        return Optional.of(signature.getValue());
      }
    }
    String archive = archive(head);
    if (archive != null) {
      return Optional.of("it is a %s archive: extract it and replay its files".formatted(archive));
    }
    String encoding = wideEncoding(text);
    if (encoding != null) {
      return Optional.of(otherEncoding(encoding));
    }
    if (text.indexOf('\0') >= 0 && !isJson(text)) {
      return Optional.of("it is a binary file: export its posts as JSON lines");
    }
    return isOtherEncoding(head) ? Optional.of(otherEncoding("WINDOWS-1252")) : Optional.empty();
  }

  /**
   * Returns whether a text starts as JSON, in which case later lines may be malformed and contain
   * any bytes.
   */
  private static boolean isJson(String text) {
    String begin = text.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading();
    return begin.startsWith("{") || begin.startsWith("[") || begin.startsWith("\"");
  }

  private static String otherEncoding(String encoding) {
    return "its text is not UTF-8 but %s or similar: convert it, for example with iconv -f %s -t UTF-8"
        .formatted(encoding, encoding);
  }

  private static String archive(byte[] head) {
    try {
      return ArchiveStreamFactory.detect(new ByteArrayInputStream(head));
    } catch (ArchiveException none) {
      return null;
    }
  }

  private static String wideEncoding(String text) {
    if (text.startsWith("\u00ff\u00fe\0\0") || text.startsWith("\0\0\u00fe\u00ff")) {
      return "UTF-32";
    }
    if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
      return "UTF-16";
    }
    if (text.matches("(?s)\\x00\\x00\\x00[{\\[\"].*|[{\\[\"]\\x00\\x00\\x00.*")) {
      return "UTF-32";
    }
    return text.matches("(?s)\\x00[{\\[\"].*|[{\\[\"]\\x00.*") ? "UTF-16" : null;
  }

  /**
   * Returns whether a text is in a single-byte encoding: as UTF-8 it consists of ASCII and invalid
   * bytes only. A line that is not a post in such an encoding either is malformed, and becomes a
   * dead letter without rejecting the file.
   */
  private static boolean isOtherEncoding(byte[] head) {
    String text = new String(head, UTF_8);
    long invalid = text.chars().filter(c -> c == REPLACEMENT).count();
    return invalid > 1
        && text.chars().allMatch(c -> c < FIRST_BEYOND_ASCII || c == REPLACEMENT)
        && new String(head, ISO_8859_1).lines().noneMatch(FileKind::isMalformedLine);
  }

  private static boolean isMalformedLine(String line) {
    boolean isAscii = line.chars().allMatch(c -> c < FIRST_BEYOND_ASCII);
    return !isAscii
        && line.startsWith("{")
        && line.endsWith("}")
        && !(PARSER.parse(line.getBytes(UTF_8)) instanceof Tweet);
  }
}
