package io.evilnet.core;

import static io.evilnet.core.JsonCursor.expect;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A scanner of one line for a post in the usual format, directly from its bytes.
 *
 * <p>Returns the same tweet as {@link LineReader}, or none: lines with unusual content, such as a
 * missing required field, a field that is not a plain string, or a duplicate key, are left to
 * {@link LineReader}.
 */
final class PostScan {

  private static final int MAX_LINE_BYTES = 1 << 20;

  private static final JsonName TYPE = new JsonName("type");

  private static final ReferenceKind[] KINDS = ReferenceKind.values();
  private static final List<byte[]> KIND_NAMES =
      Arrays.stream(KINDS).map(kind -> ascii(kind.toString())).toList();

  /** The sets of reference kinds by their bits. */
  private static final List<Set<ReferenceKind>> KIND_SETS =
      IntStream.range(0, 1 << KINDS.length).mapToObj(PostScan::kindSet).toList();

  private static final int ABSENT = -1;

  private final byte[] line;
  private final JsonCursor json;
  private final KnownPlaces knownPlaces;

  private int seen;
  private long id;
  private long authorId;
  private long firstVersionId;
  private boolean hasFirstVersion;
  private int createdAtFrom;
  private int createdAtTo;
  private int placeIdFrom = ABSENT;
  private int placeIdTo;
  private int kinds;
  private Place place;

  private PostScan(byte[] line, int from, int to, KnownPlaces knownPlaces) {
    this.line = line;
    this.json = new JsonCursor(line, from, to);
    this.knownPlaces = knownPlaces;
  }

  /**
   * Returns the post in a line; null if the line is to be parsed by Jackson.
   *
   * @param bytes bytes that contain the line
   * @param from index of the line's first byte
   * @param to index after its last byte
   */
  static Tweet scan(byte[] bytes, int from, int to, KnownPlaces knownPlaces) {
    if (to - from > MAX_LINE_BYTES) {
      return null;
    }
    try {
      return new PostScan(bytes, from, to, knownPlaces).read();
    } catch (UnusualJson e) {
      return null;
    }
  }

  private Tweet read() throws UnusualJson {
    int includes = ABSENT;
    for (boolean more = json.openObject(); more; more = json.nextMember()) {
      if (accept(Member.DATA)) {
        readData();
      } else if (accept(Member.INCLUDES)) {
        if (has(Member.DATA)) {
          readIncludes();
        } else {
          includes = json.position();
          json.skipValue();
        }
      } else {
        json.skipMember();
      }
    }
    json.end();
    if (includes != ABSENT) {
      json.moveTo(includes);
      readIncludes();
    }
    return tweet();
  }

  private Tweet tweet() throws UnusualJson {
    expect(has(Member.ID) && has(Member.AUTHOR_ID));
    boolean edited = hasFirstVersion && firstVersionId != id;
    return new Tweet(
        edited ? firstVersionId : id,
        authorId,
        edited ? SnowflakeId.timeOf(firstVersionId) : createdAt(),
        KIND_SETS.get(kinds),
        place,
        edited);
  }

  private Instant createdAt() throws UnusualJson {
    expect(has(Member.CREATED_AT));
    Instant time = XTime.parse(line, createdAtFrom, createdAtTo);
    expect(time != null);
    return time;
  }

  private void readData() throws UnusualJson {
    for (boolean more = json.openObject(); more; more = json.nextMember()) {
      if (accept(Member.ID)) {
        id = json.readId();
      } else if (accept(Member.AUTHOR_ID)) {
        authorId = json.readId();
      } else if (accept(Member.CREATED_AT)) {
        json.readPlainString();
        createdAtFrom = json.textFrom();
        createdAtTo = json.textTo();
      } else if (accept(Member.EDIT_HISTORY)) {
        readEditHistory();
      } else if (accept(Member.GEO)) {
        readGeo();
      } else if (accept(Member.REFERENCES)) {
        readReferences();
      } else {
        json.skipMember();
      }
    }
  }

  private void readEditHistory() throws UnusualJson {
    for (boolean more = json.openArray(); more; more = json.nextElement()) {
      if (hasFirstVersion) {
        json.skipValue();
      } else {
        firstVersionId = json.readId();
        hasFirstVersion = true;
      }
    }
  }

  private void readGeo() throws UnusualJson {
    for (boolean more = json.openObject(); more; more = json.nextMember()) {
      if (accept(Member.PLACE_ID)) {
        json.readPlainString();
        placeIdFrom = json.textFrom();
        placeIdTo = json.textTo();
      } else {
        json.skipMember();
      }
    }
  }

  private void readReferences() throws UnusualJson {
    for (boolean more = json.openArray(); more; more = json.nextElement()) {
      readReference();
    }
  }

  private void readReference() throws UnusualJson {
    boolean typed = false;
    for (boolean more = json.openObject(); more; more = json.nextMember()) {
      if (json.acceptName(TYPE)) {
        expect(!typed);
        typed = true;
        json.readPlainString();
        kinds |= kind();
      } else {
        json.skipMember();
      }
    }
  }

  /** Returns the bit of the kind that was read last; 0 for an unknown kind. */
  private int kind() {
    for (int i = 0; i < KINDS.length; i++) {
      if (json.textIs(KIND_NAMES.get(i))) {
        return 1 << i;
      }
    }
    return 0;
  }

  private void readIncludes() throws UnusualJson {
    for (boolean more = json.openObject(); more; more = json.nextMember()) {
      if (accept(Member.PLACES)) {
        readPlaces();
      } else {
        json.skipMember();
      }
    }
  }

  private void readPlaces() throws UnusualJson {
    for (boolean more = json.openArray(); more; more = json.nextElement()) {
      if (placeIdFrom == ABSENT || place != null) {
        json.skipValue();
      } else {
        place = PlaceScan.scan(json, placeIdFrom, placeIdTo, knownPlaces);
      }
    }
  }

  /** Moves to the value of a member if the cursor is at its name; throws on a duplicate. */
  private boolean accept(Member member) throws UnusualJson {
    if (!json.acceptName(member.name)) {
      return false;
    }
    expect(!has(member));
    seen |= member.bit;
    return true;
  }

  private boolean has(Member member) {
    return (seen & member.bit) != 0;
  }

  private static Set<ReferenceKind> kindSet(int bits) {
    Set<ReferenceKind> set = EnumSet.noneOf(ReferenceKind.class);
    for (int i = 0; i < KINDS.length; i++) {
      if ((bits & (1 << i)) != 0) {
        set.add(KINDS[i]);
      }
    }
    return Collections.unmodifiableSet(set);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  /** A member that is read, of an object that occurs once in a line. */
  private static final class Member {

    private static final Member DATA = new Member("data", 0);
    private static final Member INCLUDES = new Member("includes", 1);
    private static final Member PLACES = new Member("places", 2);
    private static final Member ID = new Member("id", 3);
    private static final Member AUTHOR_ID = new Member("author_id", 4);
    private static final Member CREATED_AT = new Member("created_at", 5);
    private static final Member EDIT_HISTORY = new Member("edit_history_tweet_ids", 6);
    private static final Member GEO = new Member("geo", 7);
    private static final Member PLACE_ID = new Member("place_id", 8);
    private static final Member REFERENCES = new Member("referenced_tweets", 9);

    private final JsonName name;
    private final int bit;

    private Member(String name, int number) {
      this.name = new JsonName(name);
      this.bit = 1 << number;
    }
  }
}
