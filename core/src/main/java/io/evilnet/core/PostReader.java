package io.evilnet.core;

import static io.evilnet.core.Malformed.Reason.BAD_FIELD;
import static io.evilnet.core.Malformed.Reason.MISSING_FIELD;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code data}, the post itself, and converts it to a tweet after its places have been read.
 */
final class PostReader {

  /** The range of times that all stores can represent. */
  private static final Instant EARLIEST = Instant.EPOCH;

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private String id;
  private String firstVersionId;
  private String authorId;
  private String createdAt;
  private String placeId;
  private Set<ReferenceKind> references = Set.of();

  private PostReader() {}

  /** Reads the object at which the parser is positioned. Stops at its last token. */
  static PostReader read(JsonParser json) throws IOException {
    PostReader post = new PostReader();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "id" -> post.id = JsonText.scalar(json);
        case "author_id" -> post.authorId = JsonText.scalar(json);
        case "created_at" -> post.createdAt = JsonText.scalar(json);
        case "edit_history_tweet_ids" -> post.firstVersionId = readFirst(json);
        case "geo" -> post.placeId = readPlaceId(json);
        case "referenced_tweets" -> post.references = readReferences(json);
        default -> {}
      }
      json.skipChildren();
    }
    return post;
  }

  /**
   * Returns the tweet, or the reason why it cannot be counted.
   *
   * @param tags the tags of the matching rules, one of which may contain the country of its place
   */
  StreamLine toTweet(List<Place> places, List<String> tags) {
    if (id == null) {
      return missing("id");
    }
    if (authorId == null) {
      return missing("author_id");
    }
    if (!isUnsignedLong(id)) {
      return bad("id");
    }
    if (!isUnsignedLong(authorId)) {
      return bad("author_id");
    }
    if (firstVersionId != null && !isUnsignedLong(firstVersionId)) {
      return bad("edit_history_tweet_ids");
    }
    long ownId = Long.parseUnsignedLong(id);
    long identity = firstVersionId == null ? ownId : Long.parseUnsignedLong(firstVersionId);
    Instant time;
    if (identity != ownId) {
      time = SnowflakeId.timeOf(identity);
    } else if (createdAt == null) {
      return missing("created_at");
    } else {
      time = parseTime(createdAt);
    }
    if (time == null) {
      return bad("created_at");
    }
    return new Tweet(
        identity,
        Long.parseUnsignedLong(authorId),
        time,
        references,
        placeOf(places, tags),
        identity != ownId);
  }

  private Place placeOf(List<Place> places, List<String> tags) {
    for (Place place : places) {
      if (place.city().id().equals(placeId)) {
        return place.city().countryCode().isEmpty()
            ? place.in(MatchingRulesReader.country(tags))
            : place;
      }
    }
    return null;
  }

  private static String readFirst(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return null;
    }
    String first = null;
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      if (i == 0) {
        // An invalid id is kept, for the message to contain the field.
        String text = JsonText.scalar(json);
        first = text == null ? "" : text;
      }
      json.skipChildren();
    }
    return first;
  }

  private static String readPlaceId(JsonParser json) throws IOException {
    String placeId = null;
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return placeId;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isPlaceId = json.currentName().equals("place_id");
      json.nextToken();
      if (isPlaceId) {
        placeId = JsonText.scalar(json);
      }
      json.skipChildren();
    }
    return placeId;
  }

  private static Set<ReferenceKind> readReferences(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return Set.of();
    }
    Set<ReferenceKind> kinds = EnumSet.noneOf(ReferenceKind.class);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        String type = readType(json);
        if (type != null) {
          ReferenceKind.ofWireName(type).ifPresent(kinds::add);
        }
      }
      json.skipChildren();
    }
    return kinds;
  }

  private static String readType(JsonParser json) throws IOException {
    String type = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isType = json.currentName().equals("type");
      json.nextToken();
      if (isType) {
        type = JsonText.scalar(json);
      }
      json.skipChildren();
    }
    return type;
  }

  private static boolean isUnsignedLong(String text) {
    if (text.isEmpty() || text.charAt(0) == '+') {
      return false;
    }
    try {
      Long.parseUnsignedLong(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Instant parseTime(String text) {
    try {
      Instant time = Instant.parse(text);
      return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Malformed missing(String field) {
    return new Malformed(MISSING_FIELD, field + " is missing");
  }

  private static Malformed bad(String field) {
    return new Malformed(BAD_FIELD, field + " is invalid");
  }
}
