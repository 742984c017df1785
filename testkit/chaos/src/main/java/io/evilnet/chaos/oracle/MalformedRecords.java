package io.evilnet.chaos.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Malformed and unusual records: bytes that are not a post, invalid posts, and posts with a single
 * unusual property.
 *
 * <p>Each has a name. Unusual posts that can be counted must be counted.
 */
public final class MalformedRecords {

  /**
   * A malformed or unusual record.
   *
   * @param name description
   * @param key author, or a substitute
   * @param value null for a tombstone
   */
  @SuppressWarnings("ArrayRecordComponent") // Byte arrays of Kafka, never compared.
  record MalformedRecord(String name, byte[] key, byte[] value) {}

  private static final int DEPTH = 10_000;
  private static final int DISTINCT_PLACES = 1_000;
  private static final int LONG_NAME = 100_000;
  private static final int LARGE_BYTES = 1_000_000;
  private static final String BEYOND_64_BITS = "123456789012345678901234567890";
  private static final long FIRST_ID = 9_000_000_000_000_000L;
  private static final Duration ONE_YEAR = Duration.ofDays(365);

  private final SplittableRandom random;
  private final Instant now;
  private final List<MalformedRecord> records = new ArrayList<>();
  private long nextId;

  private MalformedRecords(long seed, Instant now) {
    this.random = new SplittableRandom(seed);
    this.now = now;
    this.nextId = FIRST_ID + random.nextLong(1_000_000) * 1_000;
  }

  /** Returns one record of each kind, in random order. */
  public static List<MalformedRecord> all(long seed, Instant now) {
    MalformedRecords malformed = new MalformedRecords(seed, now);
    malformed.bytes();
    malformed.fields();
    malformed.times();
    malformed.identities();
    malformed.places();
    for (int i = malformed.records.size() - 1; i > 0; i--) {
      malformed.records.add(malformed.records.remove(malformed.random.nextInt(i + 1)));
    }
    return List.copyOf(malformed.records);
  }

  private void bytes() {
    add("a tombstone", (byte[]) null);
    add("an empty value", "");
    add("whitespace", " \t ");
    add("invalid UTF-8", new byte[] {'{', '"', (byte) 0xff, (byte) 0xc0, '"', ':', '1', '}'});
    byte[] corrupt = post("7", time(), "").getBytes(UTF_8);
    corrupt[corrupt.length / 2] = (byte) 0xfe;
    add("a post with an invalid byte", corrupt);
    byte[] whole = post("7", time(), "").getBytes(UTF_8);
    add("a truncated post", Arrays.copyOf(whole, random.nextInt(1, whole.length)));
    add("two posts on one line", post("7", time(), "") + post("8", time(), ""));
    add("10,000 nested arrays", "[".repeat(DEPTH) + "]".repeat(DEPTH));
    add("a post with 10,000 nested values", post("7", time(), deep()));
    add("a post of 1 MB", post("7", time(), "\"text\":\"%s\"".formatted("x".repeat(LARGE_BYTES))));
    add("1 MB of non-JSON text", "x".repeat(LARGE_BYTES));
    add(
        "a post longer than the maximum line length",
        post("7", time(), "\"text\":\"%s\"".formatted("x".repeat(LARGE_BYTES + 100_000))));
    add("a non-JSON line longer than the maximum line length", "x".repeat(LARGE_BYTES + 500_000));
    add("an array", "[1,2,3]");
    add("an error message", "{\"errors\":[{\"title\":\"operational-disconnect\"}]}");
    add("an empty object", "{}");
  }

  private void fields() {
    add("a null author id", author("null"));
    add("an empty author id", author("\"\""));
    add("an author id beyond 64 bits", author(BEYOND_64_BITS));
    add("a negative author id", author("-1"));
    add("an author id that is an object", author("{\"id\":\"7\"}"));
    add("an id beyond 64 bits", post("\"" + BEYOND_64_BITS + "\"", "7", time(), ""));
    add("a null id", post("null", "7", time(), ""));
    add("a fractional id", post("1.5", "7", time(), ""));
    add("data as text", "{\"data\":\"post\"}");
    add(
        "duplicate data, the last one null",
        post("7", time(), "").replaceFirst("}$", ",\"data\":null}"));
    add("a duplicate author id", post("7", time(), "\"author_id\":\"8\""));
    add("a duplicate author id, the last one null", post("7", time(), "\"author_id\":null"));
    add("a place that is a number", post("7", time(), "\"geo\":{\"place_id\":5}"));
    add("references as text", post("7", time(), "\"referenced_tweets\":\"quoted\""));
    add("a post with 10,000 unknown fields", post("7", time(), manyFields()));
  }

  private void times() {
    add("created in 1970", post("7", "1970-01-01T00:00:00.000Z", ""));
    add("created before 1970", post("7", "1969-12-31T23:59:59.999Z", ""));
    add("created next year", post("7", now.plus(ONE_YEAR).toString(), ""));
    add("created in ten minutes", post("7", now.plus(Duration.ofMinutes(10)).toString(), ""));
    add("created in the year 10000", post("7", "+10000-01-01T00:00:00Z", ""));
    add("created at an invalid time", post("7", "yesterday", ""));
    add("created at a leap second", post("7", "2026-06-30T23:59:60Z", ""));
  }

  private void identities() {
    String id = "\"" + nextId++ + "\"";
    add("a post", post(id, "7", time(), ""));
    add("the same id with another body", post(id, "7", time(), "\"text\":\"another\""));
    add("an edit of an unknown post", post("7", time(), "\"edit_history_tweet_ids\":[\"1\"]"));
    add("an edit without ids", post("7", time(), "\"edit_history_tweet_ids\":[null]"));
    add("an edit in the far future", post("7", time(), edit("18446744073709551615")));
  }

  private void places() {
    for (int i = 0; i < DISTINCT_PLACES; i++) {
      add("a distinct place", post("7", time(), "").replace("poisoned", "flood-" + nextId));
    }
    add("a place in another country", post("7", time(), "").replace("\"CA\"", "\"FR\""));
    add(
        "a name of control characters",
        post("7", time(), "").replace("Poisoned", "\\u001b[31m\\n"));
    add("an overlong name", post("7", time(), "").replace("Poisoned", "N".repeat(LONG_NAME)));
    place("a city without a country", "", "");
    place("a city of an invalid country", "\"country_code\":\"Canada\",", "");
    place("a city of a country in lower case", "\"country_code\":\"ca\",", "");
    place("a city whose rule contains its country", "", "evilnet:place_country:CA");
    place("a city whose rule contains two countries", "", "place_country:CA OR place_country:US");
    place("a city whose rule contains another country", "", "place_country:US");
    add(
        "a city with the id unresolved",
        post("7", time(), "").replace("\"poisoned\"", "\"unresolved\""));
    add(
        "a city with the id contained",
        post("7", time(), "").replace("\"poisoned\"", "\"contained\""));
    add(
        "a page of a search with errors",
        "{\"data\":[{\"id\":\"%d\"}],\"errors\":[{\"title\":\"Not Found Error\"}]}"
            .formatted(nextId++));
  }

  private void place(String name, String code, String tag) {
    String post = post("7", time(), "").replace("\"country_code\":\"CA\",", code);
    String rules = tag.isEmpty() ? "" : ",\"matching_rules\":[{\"tag\":\"%s\"}]".formatted(tag);
    add(name, post.substring(0, post.length() - 1) + rules + "}");
  }

  private void add(String name, String value) {
    add(name, value.getBytes(UTF_8));
  }

  private void add(String name, byte[] value) {
    records.add(new MalformedRecord(name, "7".getBytes(UTF_8), value));
  }

  private String time() {
    return now.minusMillis(random.nextInt(1_000)).toString();
  }

  private String author(String json) {
    return post("7", time(), "").replace("\"author_id\":\"7\"", "\"author_id\":" + json);
  }

  private static String edit(String first) {
    return "\"edit_history_tweet_ids\":[\"%s\"]".formatted(first);
  }

  private static String deep() {
    return "\"deep\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH);
  }

  private static String manyFields() {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < DEPTH; i++) {
      fields.append(i == 0 ? "" : ",").append("\"field-").append(i).append("\":").append(i);
    }
    return fields.toString();
  }

  private String post(String author, String createdAt, String more) {
    return post("\"" + nextId++ + "\"", author, createdAt, more);
  }

  private static String post(String id, String author, String createdAt, String more) {
    return """
        {"data":{"id":%s,"author_id":"%s","created_at":"%s","geo":{"place_id":"poisoned"}%s},\
        "includes":{"places":[{"id":"poisoned","place_type":"city","country_code":"CA",\
        "full_name":"Poisoned"}]}}"""
        .formatted(id, author, createdAt, more.isEmpty() ? "" : "," + more);
  }
}
