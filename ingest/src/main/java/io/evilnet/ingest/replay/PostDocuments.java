package io.evilnet.ingest.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Finds the posts in JSON of any layout: objects one after the other or in arrays, over as many
 * lines as they like. Fed in pieces; holds one post at a time, of a page all its posts.
 */
final class PostDocuments {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA) // as in arrays that a loop has written
          .build();

  private final Queue<FoundPost> found = new ArrayDeque<>();
  private JsonParser parser;
  private ByteArrayFeeder feeder;
  private PostEnvelope envelope;
  private boolean isArray;
  private boolean inPage;
  private String field;
  private TokenBuffer value;
  private int depth;

  PostDocuments() {
    reset();
  }

  /** Gives up the document that is open. */
  void reset() {
    parser = createParser();
    feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    envelope = null;
    isArray = false;
    inPage = false;
    value = null;
    depth = 0;
  }

  /** Returns whether a document has begun and not ended. */
  boolean isOpen() {
    return envelope != null || !parser.getParsingContext().inRoot();
  }

  /** Returns whether the open document is one that holds several posts: an array, or a page. */
  boolean holdsSeveral() {
    return isArray || (envelope != null && envelope.isPage());
  }

  /** The posts found since the last call. */
  Queue<FoundPost> found() {
    return found;
  }

  /**
   * Reads on.
   *
   * @throws JsonParseException if that is not JSON, or no JSON of posts
   */
  void feed(byte[] bytes, int length) throws IOException {
    feeder.feedInput(bytes, 0, length);
    JsonToken token = parser.nextToken();
    while (token != null && token != JsonToken.NOT_AVAILABLE) {
      accept(token);
      token = parser.nextToken();
    }
  }

  private void accept(JsonToken token) throws IOException {
    if (value != null) {
      collect(token);
    } else if (envelope == null) {
      if (token == JsonToken.START_ARRAY) {
        isArray = true;
      } else if (token == JsonToken.END_ARRAY) {
        isArray = !parser.getParsingContext().inRoot();
      } else if (token == JsonToken.START_OBJECT) {
        envelope = new PostEnvelope(parser.getParsingContext().getParent().inRoot());
      } else if (token.isScalarValue() && parser.getParsingContext().inRoot()) {
        throw new JsonParseException(parser, "a post must be an object");
      } else if (token.isScalarValue()) {
        // It costs itself, and not the posts beside it.
        found.add(new FoundPost(parser.getText().getBytes(UTF_8), false));
      }
    } else if (inPage && token == JsonToken.END_ARRAY) {
      inPage = false;
    } else if (!inPage && token == JsonToken.FIELD_NAME) {
      field = parser.currentName();
    } else if (!inPage && token == JsonToken.END_OBJECT) {
      envelope.addTo(found);
      envelope = null;
    } else if (!inPage && token == JsonToken.START_ARRAY && field.equals("data")) {
      inPage = true;
      envelope.beginPage();
    } else {
      value = new TokenBuffer(parser).forceUseOfBigDecimal(true);
      collect(token);
    }
  }

  private void collect(JsonToken token) throws IOException {
    value.copyCurrentEvent(parser);
    if (token.isStructStart()) {
      depth++;
    } else if (token.isStructEnd()) {
      depth--;
    }
    if (depth == 0) {
      JsonNode node = StreamShape.read(value);
      value = null;
      if (inPage) {
        envelope.addPost(node);
      } else {
        envelope.put(field, node);
      }
    }
  }

  private static JsonParser createParser() {
    try {
      return JSON.createNonBlockingByteArrayParser();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
