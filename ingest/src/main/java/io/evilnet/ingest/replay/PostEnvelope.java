package io.evilnet.ingest.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A JSON object with posts: a line of the stream, a page of a search, or a flattened post. */
final class PostEnvelope {

  /** Two hundred times X's largest page. */
  private static final int MAX_POSTS = 100_000;

  private final boolean alone;
  private final ObjectNode fields = StreamShape.object();
  private List<byte[]> page;
  private final List<String> placeIds = new ArrayList<>();

  /**
   * @param alone whether it is not in an array
   */
  PostEnvelope(boolean alone) {
    this.alone = alone;
  }

  void beginPage() {
    page = new ArrayList<>();
    placeIds.clear();
  }

  boolean isPage() {
    return page != null;
  }

  void addPost(JsonNode post) throws IOException {
    if (page.size() == MAX_POSTS) {
      throw new IOException("a page contains more than %,d posts: split it".formatted(MAX_POSTS));
    }
    page.add(StreamShape.write(post));
    placeIds.add(StreamShape.placeId(post));
  }

  void put(String field, JsonNode value) {
    fields.set(field, value);
    if (field.equals("data")) {
      page = null;
    }
  }

  void addTo(Queue<FoundPost> found) throws IOException {
    if (page != null) {
      JsonNode places = fields.path("includes").path("places");
      for (int i = 0; i < page.size(); i++) {
        found.add(new FoundPost(StreamShape.ofPage(page.get(i), placeIds.get(i), places), false));
      }
    } else if (!fields.has("data") && StreamShape.isFlattened(fields)) {
      found.add(new FoundPost(StreamShape.write(StreamShape.ofFlattened(fields)), false));
    } else if (fields.has("data") || !isEmptyPage()) {
      found.add(new FoundPost(StreamShape.write(fields), alone));
    }
  }

  /** The last page of a search has no data. */
  private boolean isEmptyPage() {
    return fields.path("meta").has("result_count");
  }
}
