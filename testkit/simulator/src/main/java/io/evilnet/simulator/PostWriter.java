package io.evilnet.simulator;

import static io.evilnet.simulator.JsonBytes.utf8;

import io.evilnet.core.ReferenceKind;
import io.evilnet.core.SnowflakeId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;

/** Writes posts in X's format: {@code data}, {@code includes}, {@code matching_rules}. */
final class PostWriter {

  private static final DateTimeFormatter CREATED_AT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'.000Z'").withZone(ZoneOffset.UTC);

  private static final byte[] DATA = utf8("{\"data\":{\"author_id\":\"");
  private static final byte[] CREATED = utf8("\",\"created_at\":\"");
  private static final byte[] HISTORY = utf8("\",\"edit_history_tweet_ids\":[\"");
  private static final byte[] NEXT_VERSION = utf8("\",\"");
  private static final byte[] ID = utf8("\"],\"id\":\"");
  private static final byte[] ENGLISH = utf8("\",\"lang\":\"en\",\"text\":\"");
  private static final byte[] FRENCH = utf8("\",\"lang\":\"fr\",\"text\":\"");
  private static final byte[] RETWEET_OF = utf8("RT @example");
  private static final byte[] AFTER_HANDLE = utf8(": ");
  private static final byte[] GEO = utf8("\",\"geo\":{\"place_id\":\"");
  private static final byte[] CLOSE_GEO = utf8("\"}");
  private static final byte[] QUOTE = utf8("\"");
  private static final byte[] REFERENCES = utf8(",\"referenced_tweets\":[{\"type\":\"");
  private static final byte[] REFERENCE_ID = utf8("\",\"id\":\"");
  private static final byte[] CLOSE_REFERENCES = utf8("\"}]");
  private static final byte[] USERS = utf8("},\"includes\":{\"users\":[{\"id\":\"");
  private static final byte[] NAME = utf8("\",\"name\":\"Example ");
  private static final byte[] USERNAME = utf8("\",\"username\":\"example");
  private static final byte[] LOCATION = utf8("\",\"location\":\"");
  private static final byte[] CLOSE_USERS = utf8("\"}]");
  private static final byte[] PLACES = utf8(",\"places\":[");
  private static final byte[] CLOSE_LIST = utf8("]");
  private static final byte[] OLD_EXPANSION = utf8(",\"tweets\":[{\"author_id\":\"");
  private static final byte[] NEW_EXPANSION = utf8(",\"posts\":[{\"author_id\":\"");
  private static final byte[] EXPANDED_ID = utf8("\"],\"id\":\"");
  private static final byte[] EXPANDED_TEXT = utf8("\",\"text\":\"sample text\"");
  private static final byte[] EXPANDED_GEO = utf8(",\"geo\":{\"place_id\":\"");
  private static final byte[] CLOSE_EXPANSION = utf8("}]");
  private static final byte[] RULES =
      utf8("},\"matching_rules\":[{\"id\":\"1\",\"tag\":\"evilnet:place_country:CA\"}]}");

  private static final String FRENCH_PROVINCE = ", Québec";
  private static final int HANDLES = 1_000_000_000;

  private final JsonBytes json = new JsonBytes();
  private long cachedSecond = Long.MIN_VALUE;
  private byte[] cachedCreatedAt;

  /**
   * Returns the line of a post.
   *
   * @param post the post, whose id contains the time of this version
   * @param firstVersion id of its first version
   * @param kind type of its reference; null without a reference
   * @param reference the referenced post; null without a reference
   * @param random source of the text
   */
  byte[] write(
      SimulatedPost post,
      long firstVersion,
      ReferenceKind kind,
      SimulatedPost reference,
      SplittableRandom random) {
    json.clear();
    Author author = post.author();
    json.add(DATA).add(author.id()).add(CREATED).add(createdAt(post.id()));
    json.add(HISTORY).add(firstVersion);
    if (firstVersion != post.id()) {
      json.add(NEXT_VERSION).add(post.id());
    }
    boolean french = author.home().fullName().endsWith(FRENCH_PROVINCE);
    json.add(ID).add(post.id()).add(french ? FRENCH : ENGLISH);
    if (kind == ReferenceKind.RETWEETED) {
      json.add(RETWEET_OF).add(reference.author().id() % HANDLES).add(AFTER_HANDLE);
    }
    Texts.write(json, french, random);
    if (post.place() == null) {
      json.add(QUOTE);
    } else {
      json.add(GEO).add(post.place().jsonId()).add(CLOSE_GEO);
    }
    if (kind != null) {
      json.add(REFERENCES).add(utf8(kind.toString()));
      json.add(REFERENCE_ID).add(reference.id()).add(CLOSE_REFERENCES);
    }
    writeIncludes(post, kind, reference);
    return json.add(RULES).toByteArray();
  }

  private void writeIncludes(SimulatedPost post, ReferenceKind kind, SimulatedPost reference) {
    Author author = post.author();
    long handle = author.id() % HANDLES;
    json.add(USERS).add(author.id()).add(NAME).add(handle).add(USERNAME).add(handle);
    json.add(LOCATION).add(author.home().jsonName()).add(CLOSE_USERS);
    if (post.place() != null) {
      json.add(PLACES).add(post.place().json()).add(CLOSE_LIST);
    }
    if (kind == ReferenceKind.RETWEETED || kind == ReferenceKind.QUOTED) {
      // X uses both names.
      json.add(reference.id() % 2 == 0 ? OLD_EXPANSION : NEW_EXPANSION);
      json.add(reference.author().id()).add(CREATED).add(createdAt(reference.id()));
      json.add(HISTORY).add(reference.id()).add(EXPANDED_ID).add(reference.id());
      json.add(EXPANDED_TEXT);
      if (reference.place() != null) {
        json.add(EXPANDED_GEO).add(reference.place().jsonId()).add(CLOSE_GEO);
      }
      json.add(CLOSE_EXPANSION);
    }
  }

  /** Returns the time of an id in whole seconds, cached for consecutive posts. */
  private byte[] createdAt(long id) {
    Instant time = SnowflakeId.timeOf(id);
    if (time.getEpochSecond() != cachedSecond) {
      cachedSecond = time.getEpochSecond();
      cachedCreatedAt = utf8(CREATED_AT.format(time));
    }
    return cachedCreatedAt;
  }
}
