package io.evilnet.simulator;

import io.evilnet.core.ReferenceKind;
import io.evilnet.core.SnowflakeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Deterministic generator of lines of X's filtered stream.
 *
 * <p>The same settings and the same times produce the same lines, byte for byte. Ids are unique and
 * consistent with {@code created_at}. Not thread-safe.
 */
public final class PostGenerator {

  private static final int RECENT_POSTS = 4096;
  private static final int RECENT_LINES = 512;
  private static final double TRAVEL_SHARE = 0.1;
  private static final Duration MIN_DELAY = Duration.ofSeconds(2);
  private static final Duration MAX_DELAY = Duration.ofMinutes(4);

  /** X allows edits for an hour. */
  private static final Duration EDITABLE = Duration.ofHours(1);

  /** Bit that distinguishes the ids of late posts, whose milliseconds have been used before. */
  private static final int LATE_BIT = 1 << 21;

  private static final int SEQUENCE_MASK = LATE_BIT - 1;

  private final PostMix mix;
  private final Gazetteer gazetteer;
  private final Authors authors;
  private final SplittableRandom random;
  private final PostWriter writer = new PostWriter();
  private final Recent<SimulatedPost> recentPosts = new Recent<>(RECENT_POSTS);
  private final Recent<SimulatedLine> recentLines = new Recent<>(RECENT_LINES);
  private final List<LocatedEvent> events;
  private Instant firstPost;
  private int sequence;

  /** An event with its city, and the share of the posts reassigned to it. */
  private record LocatedEvent(SimulatedEvent event, SimulatedPlace city, double moved) {}

  /**
   * Creates a generator.
   *
   * @throws IllegalArgumentException if an event is in a city that is not simulated
   */
  public PostGenerator(GeneratorSettings settings) {
    this.mix = settings.mix();
    this.gazetteer = Gazetteer.of(settings.countries(), settings.cities());
    this.authors = new Authors(gazetteer, settings.seed(), settings.postsPerSecond());
    this.random = new SplittableRandom(settings.seed());
    this.events = settings.events().stream().map(this::locate).toList();
  }

  private LocatedEvent locate(SimulatedEvent event) {
    SimulatedPlace city = gazetteer.cityNamed(event.city());
    return new LocatedEvent(event, city, event.moved(gazetteer.shareOf(city)));
  }

  /**
   * Returns the next line, without a line end.
   *
   * @param now current time, which new posts carry
   */
  public byte[] next(Instant now) {
    return nextLine(now).bytes();
  }

  /** Returns the next line with its place. */
  SimulatedLine nextLine(Instant now) {
    if (firstPost == null) {
      firstPost = now;
    }
    double draw = random.nextDouble();
    if (draw < mix.redelivery() && !recentLines.isEmpty()) {
      return recentLines.any(random);
    }
    SimulatedLine line =
        draw < mix.redelivery() + mix.edit() && !recentPosts.isEmpty()
            ? edit(recentPosts.any(random), now)
            : post(now);
    recentLines.add(line);
    return line;
  }

  /** Returns a new version of {@code original}, or a new post if it is too old to be edited. */
  private SimulatedLine edit(SimulatedPost original, Instant now) {
    Duration age = Duration.between(SnowflakeId.timeOf(original.id()), now);
    if (age.isNegative() || age.compareTo(EDITABLE) > 0) {
      return post(now);
    }
    SimulatedPost version = new SimulatedPost(newId(now), original.author(), original.place());
    byte[] line = writer.write(version, original.id(), null, null, random);
    return new SimulatedLine(line, version.place());
  }

  private SimulatedLine post(Instant now) {
    Author author = authors.active(now, random);
    ReferenceKind kind = recentPosts.isEmpty() ? null : referenceKind();
    SimulatedPost reference = kind == null ? null : recentPosts.any(random);
    SimulatedPlace place = kind == ReferenceKind.RETWEETED ? null : placeOf(author, now);
    SimulatedPost post = new SimulatedPost(idAround(now), author, place);
    if (kind != ReferenceKind.RETWEETED) {
      recentPosts.add(post);
    }
    byte[] line = writer.write(post, post.id(), kind, reference, random);
    return new SimulatedLine(line, place);
  }

  private ReferenceKind referenceKind() {
    double draw = random.nextDouble();
    if (draw < mix.reply()) {
      return ReferenceKind.REPLIED_TO;
    }
    if (draw < mix.reply() + mix.quote()) {
      return ReferenceKind.QUOTED;
    }
    return draw < mix.reply() + mix.quote() + mix.retweet() ? ReferenceKind.RETWEETED : null;
  }

  private SimulatedPlace placeOf(Author author, Instant now) {
    double draw = random.nextDouble();
    double bound = mix.poi();
    if (draw < bound) {
      return gazetteer.anyOf("poi", random);
    }
    bound += mix.neighborhood();
    if (draw < bound) {
      return gazetteer.anyOf("neighborhood", random);
    }
    bound += mix.admin();
    if (draw < bound) {
      return gazetteer.anyOf("admin", random);
    }
    bound += mix.country();
    if (draw < bound) {
      return gazetteer.anyOf("country", random);
    }
    bound += mix.noPlace();
    if (draw < bound) {
      return null;
    }
    for (LocatedEvent located : events) {
      if (located.event().isActive(firstPost, now) && random.nextDouble() < located.moved()) {
        return located.city();
      }
    }
    return random.nextDouble() < TRAVEL_SHARE
        ? gazetteer.cityAt(random.nextDouble())
        : author.home();
  }

  private long idAround(Instant now) {
    if (random.nextDouble() >= mix.late()) {
      return newId(now);
    }
    long delay = random.nextLong(MIN_DELAY.toMillis(), MAX_DELAY.toMillis());
    return SnowflakeId.of(now.minusMillis(delay), LATE_BIT | nextSequence());
  }

  private long newId(Instant now) {
    return SnowflakeId.of(now, nextSequence());
  }

  private int nextSequence() {
    sequence = (sequence + 1) & SEQUENCE_MASK;
    return sequence;
  }
}
