package io.evilnet.ingest.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evilnet.core.Malformed;
import io.evilnet.ingest.replay.ReplayLines.ParsedLine;
import java.io.IOException;

/** Describes texts without posts of X's API v2 by their first line, with a remedy for each kind. */
final class UnsupportedText {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACCEPTED =
      "replay accepts posts of X's API v2 as JSON: lines of the stream, pages of a search, files of"
          + " twarc2";

  private UnsupportedText() {}

  /**
   * Returns a description of the text and the remedy.
   *
   * @param first its first broken line, or the line in which its first document started
   * @param isTruncated whether that document is a multi-line document without an end
   */
  static String describe(ParsedLine first, boolean isTruncated) {
    Malformed fault = (Malformed) first.parsed();
    byte[] bytes = first.line().bytes();
    if (isTruncated) {
      return "its JSON ends before the end of the first post: check that the file is complete; "
          + ACCEPTED;
    }
    return switch (fault.reason()) {
      case MISSING_FIELD, BAD_FIELD ->
          "its posts cannot be counted (%s): request tweet.fields=author_id,created_at,geo from X"
              .formatted(fault.detail());
      case NO_DATA -> ofJson(bytes);
      default -> ofText(new String(bytes, UTF_8).strip(), fault);
    };
  }

  private static String ofJson(byte[] bytes) {
    return isOfOldApi(bytes)
        ? "its posts are of X's API v1.1 (id_str), which is not supported: hydrate them with"
            + " twarc2, which writes v2"
        : "it is JSON without posts; " + ACCEPTED;
  }

  private static boolean isOfOldApi(byte[] bytes) {
    try {
      JsonNode object = JSON.readTree(bytes);
      return object.has("id_str") || object.path("statuses").path(0).has("id_str");
    } catch (IOException cut) {
      return false;
    }
  }

  private static String ofText(String text, Malformed fault) {
    if (text.startsWith("<")) {
      return "it is HTML or XML; " + ACCEPTED;
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      return "its JSON is malformed (%s); %s".formatted(fault.detail(), ACCEPTED);
    }
    return (text.matches("[^,;\t]+([,;\t][^,;\t]*)+") ? "it is CSV; " : "it is not JSON; ")
        + ACCEPTED;
  }
}
