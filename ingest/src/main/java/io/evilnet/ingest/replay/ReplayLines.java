package io.evilnet.ingest.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.evilnet.core.Malformed;
import io.evilnet.core.StreamLine;
import io.evilnet.ingest.line.LineParser;
import io.evilnet.ingest.line.LineReader;
import io.evilnet.ingest.line.RawLine;
import io.evilnet.platform.topics.Topics;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Queue;

/**
 * Converts a text of posts to lines of the stream. Lines in that format are passed on byte for
 * byte; other documents are converted. A broken document becomes one dead letter, and parsing
 * resumes at the next line that can start a document.
 */
final class ReplayLines {

  private static final byte[] LINE_FEED = {'\n'};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final TextPieces pieces;
  private final LineParser parser = new LineParser();
  private final PostDocuments documents = new PostDocuments();
  private final Queue<ParsedLine> ready = new ArrayDeque<>();
  private final Deque<TextPiece> pushedBack = new ArrayDeque<>();

  /** The line in which the open document started; null without one. */
  private RawLine opening;

  private boolean openedInThisLine;

  /**
   * The last line within the open document that may be a separate document, in case the open one is
   * incomplete.
   */
  private TextPiece candidate;

  private boolean skipping;
  private long brokenDocuments;

  ReplayLines(TextPieces pieces) {
    this.pieces = pieces;
  }

  /** A line and its parsed form. */
  record ParsedLine(RawLine line, StreamLine parsed) {}

  /** Returns the next line; null at the end. */
  ParsedLine next() throws IOException {
    while (ready.isEmpty()) {
      TextPiece piece = pushedBack.isEmpty() ? pieces.next() : pushedBack.poll();
      if (piece != null) {
        accept(piece);
      } else if (opening == null) {
        return null;
      } else {
        abandonDocument(null);
      }
    }
    return ready.poll();
  }

  /**
   * Returns the number of pages, arrays and multi-line documents that were incomplete, and whose
   * rest was skipped.
   */
  long brokenDocuments() {
    return brokenDocuments;
  }

  private void accept(TextPiece piece) throws IOException {
    TextPiece text = piece;
    if (opening == null && !piece.beginsLine()) {
      return; // The rest of a broken line.
    }
    if (opening == null) {
      text = piece.without(BYTE_ORDER_MARK);
      if (skipping && !text.canBeginDocument()) {
        return;
      }
      skipping = false;
      if (text.endsLine() && text.bytes().length <= Topics.MAX_LINE_BYTES) {
        RawLine line = JsonStrings.unwrap(RawLine.whole(text.bytes()));
        StreamLine parsed = parser.parse(line);
        if (parsed instanceof Malformed && text.endsWithComma()) {
          RawLine element = RawLine.whole(Arrays.copyOf(line.bytes(), line.bytes().length - 1));
          StreamLine alone = parser.parse(element);
          if (!(alone instanceof Malformed fault && fault.reason() == Malformed.Reason.NOT_JSON)) {
            line = element;
            parsed = alone;
          }
        }
        if (!(parsed instanceof Malformed)) {
          ready.add(new ParsedLine(line, parsed));
          return;
        }
        text = new TextPiece(line.bytes(), true, true);
      }
      opening = beginning(text.bytes());
      openedInThisLine = true;
    } else if (piece.beginsLine()) {
      openedInThisLine = false;
    }
    read(text);
  }

  private void read(TextPiece text) throws IOException {
    try {
      documents.feed(text.bytes(), text.bytes().length);
      if (text.endsLine()) {
        documents.feed(LINE_FEED, 1);
      }
    } catch (JsonProcessingException e) {
      abandonDocument(text);
      return;
    }
    if (documents.isOpen()) {
      emit(documents.found());
      if (!openedInThisLine && text.isWholeObject()) {
        candidate = text;
      }
    } else if (text.endsLine()) {
      boolean oneLine = openedInThisLine && text.beginsLine();
      FoundPost only = documents.found().size() == 1 ? documents.found().peek() : null;
      if (oneLine && only != null && only.asIs()) {
        documents.found().clear();
        emit(RawLine.whole(text.bytes()));
      } else {
        emit(documents.found());
      }
      close();
    }
  }

  /** Emits the line in which the document started as a dead letter, and resumes after it. */
  private void abandonDocument(TextPiece at) throws IOException {
    boolean several = documents.containsSeveral() || documents.found().size() > 1;
    documents.reset();
    if (openedInThisLine) {
      if (several) {
        emit(documents.found());
        brokenDocuments++;
      }
      documents.found().clear();
      long length = opening.length();
      TextPiece rest = at;
      if (at != null && !at.beginsLine()) {
        length += at.bytes().length;
      }
      while (rest != null && !rest.endsLine()) {
        rest = pieces.next();
        length += rest == null ? 0 : rest.bytes().length;
      }
      byte[] kept = opening.bytes();
      emit(
          at != null && at.beginsLine() && at.endsLine()
              ? RawLine.whole(at.bytes())
              : RawLine.of(kept, Math.max(length, kept.length)));
    } else {
      emit(documents.found());
      emit(opening);
      brokenDocuments++;
      skipping = true;
      if (at != null && at.beginsLine()) {
        pushedBack.push(at);
      }
      if (candidate != null) {
        pushedBack.push(candidate);
      }
    }
    close();
  }

  private void close() {
    opening = null;
    candidate = null;
  }

  private void emit(Queue<FoundPost> posts) {
    for (FoundPost post = posts.poll(); post != null; post = posts.poll()) {
      emit(RawLine.whole(post.json()));
    }
  }

  private void emit(RawLine line) {
    RawLine carried =
        line.isCut() || line.length() <= Topics.MAX_LINE_BYTES
            ? line
            : RawLine.of(beginning(line.bytes()).bytes(), line.length());
    ready.add(new ParsedLine(carried, parser.parse(carried)));
  }

  private static RawLine beginning(byte[] bytes) {
    return bytes.length <= LineReader.TRUNCATED_BYTES
        ? RawLine.whole(bytes)
        : RawLine.of(Arrays.copyOf(bytes, LineReader.TRUNCATED_BYTES), bytes.length);
  }
}
