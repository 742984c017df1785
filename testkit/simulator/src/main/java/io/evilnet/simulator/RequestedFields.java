package io.evilnet.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.evilnet.simulator.RuleBook.Rule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Fields requested by a client: X delivers these and a few mandatory ones.
 *
 * @see <a href="https://docs.x.com/x-api/fundamentals/fields">X: fields</a> and <a
 *     href="https://docs.x.com/x-api/fundamentals/expansions">expansions</a>
 */
final class RequestedFields {

  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] EMPTY = "{}".getBytes(UTF_8);

  /** Selected members of an object, and recursively of its members; all if empty. */
  private record Selection(Map<String, Selection> members) {

    static final Selection ALL = new Selection(Map.of());

    static Selection of(String always, String requested) {
      Map<String, Selection> members = new HashMap<>();
      for (String name : (always + "," + requested).split(",", -1)) {
        members.put(name.strip(), ALL);
      }
      return new Selection(members);
    }

    boolean isAll() {
      return members.isEmpty();
    }
  }

  private final Selection line;

  /** Parses the parameters of a request; each a comma-separated list, empty without one. */
  RequestedFields(String tweetFields, String expansions, String placeFields, String userFields) {
    List<String> expanded = List.of(expansions.split(",", -1));
    Selection post = Selection.of("id,text,edit_history_tweet_ids", tweetFields);
    Map<String, Selection> includes = new HashMap<>();
    if (expanded.contains("author_id")) {
      includes.put("users", Selection.of("id,name,username", userFields));
    }
    if (expanded.contains("geo.place_id")) {
      includes.put("places", Selection.of("id,full_name", placeFields));
    }
    if (expanded.contains("referenced_tweets.id")) {
      includes.put("tweets", post);
      includes.put("posts", post);
    }
    this.line =
        new Selection(
            includes.isEmpty()
                ? Map.of("data", post)
                : Map.of("data", post, "includes", new Selection(includes)));
  }

  /** Returns the selected part of a line, with its matching rules. */
  byte[] of(byte[] bytes, List<Rule> rules) {
    try (JsonParser json = JSON.createParser(bytes)) {
      json.nextToken();
      byte[] selected = object(json, bytes, line);
      ByteArrayOutputStream out = new ByteArrayOutputStream(selected.length + 128);
      out.write(selected, 0, selected.length - 1);
      out.writeBytes(matchingRules(rules));
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("generated lines must be JSON", e);
    }
  }

  private static byte[] object(JsonParser json, byte[] bytes, Selection selection)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    out.write('{');
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      Selection members = selection.members().get(name);
      if (members == null) {
        json.skipChildren();
        continue;
      }
      byte[] value = value(json, bytes, members);
      if (value.length > EMPTY.length || members.isAll()) {
        out.writeBytes(((out.size() > 1 ? ",\"" : "\"") + name + "\":").getBytes(UTF_8));
        out.writeBytes(value);
      }
    }
    out.write('}');
    return out.toByteArray();
  }

  private static byte[] value(JsonParser json, byte[] bytes, Selection selection)
      throws IOException {
    if (selection.isAll()) {
      return asItIs(json, bytes);
    }
    if (json.currentToken() == JsonToken.START_OBJECT) {
      return object(json, bytes, selection);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    out.write('[');
    while (json.nextToken() == JsonToken.START_OBJECT) {
      if (out.size() > 1) {
        out.write(',');
      }
      out.writeBytes(object(json, bytes, selection));
    }
    out.write(']');
    return out.toByteArray();
  }

  /** Returns the unchanged bytes of a value, including escapes. */
  private static byte[] asItIs(JsonParser json, byte[] bytes) throws IOException {
    int start = (int) json.currentTokenLocation().getByteOffset();
    json.skipChildren();
    json.finishToken();
    int end = (int) json.currentLocation().getByteOffset();
    return new String(bytes, start, end - start, UTF_8).strip().getBytes(UTF_8);
  }

  private static byte[] matchingRules(List<Rule> rules) {
    return rules.stream()
        .map(rule -> "{\"id\":\"" + rule.id() + "\"" + tag(rule.tag()) + "}")
        .collect(Collectors.joining(",", ",\"matching_rules\":[", "]}"))
        .getBytes(UTF_8);
  }

  private static String tag(String tag) {
    return tag.isEmpty()
        ? ""
        : ",\"tag\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(tag)) + "\"";
  }
}
