package io.evilnet.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.ReferenceKind;
import io.evilnet.core.SnowflakeId;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostGeneratorTest {

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  private static final int POSTS = 40_000;
  private static final double RATE = 100;
  private static final Pattern OWN_ID = Pattern.compile("\\],\"id\":\"(\\d+)\"");
  private static final Pattern CREATED_AT = Pattern.compile("\"created_at\":\"([^\"]+)\"");

  private static List<byte[]> lines;
  private static List<Tweet> tweets;

  @BeforeAll
  static void generate() {
    lines = lines(1);
    TweetParser parser = new TweetParser();
    tweets = new ArrayList<>();
    for (byte[] line : lines) {
      StreamLine parsed = parser.parse(line);
      assertThat(parsed).as(() -> new String(line, UTF_8)).isInstanceOf(Tweet.class);
      tweets.add((Tweet) parsed);
    }
  }

  @Test
  void shouldGenerateSameLinesForSameSeedOnly() {
    List<byte[]> repeated = lines(1);
    for (int i = 0; i < POSTS; i++) {
      assertThat(repeated.get(i)).isEqualTo(lines.get(i));
    }
    assertThat(lines(2).get(0)).isNotEqualTo(lines.get(0));
  }

  @Test
  void shouldGenerateLinesWithoutLineBreaks() {
    for (byte[] line : lines) {
      assertThat(new String(line, UTF_8).matches("[^\r\n]+")).isTrue();
    }
  }

  @Test
  void shouldGenerateIdsConsistentWithTime() {
    for (int i = 0; i < POSTS; i++) {
      String line = new String(lines.get(i), UTF_8);
      long id = Long.parseLong(first(OWN_ID, line));
      Instant createdAt = Instant.parse(first(CREATED_AT, line));
      assertThat(first(CREATED_AT, line)).endsWith(".000Z");
      assertThat(Duration.between(createdAt, SnowflakeId.timeOf(id)))
          .isBetween(Duration.ZERO, Duration.ofMillis(999));
      assertThat(createdAt).isBefore(timeOf(i).plusMillis(1)).isAfter(timeOf(i).minusSeconds(241));
    }
  }

  @Test
  void shouldUseEachIdForOneAuthorOnly() {
    Map<Long, Long> authors = new HashMap<>();
    for (Tweet tweet : tweets) {
      Long before = authors.putIfAbsent(tweet.id(), tweet.authorId());
      assertThat(before == null || before == tweet.authorId()).isTrue();
    }
  }

  @Test
  void shouldGenerateKindsOfPostsInExpectedShares() {
    assertShare(t -> has(t, ReferenceKind.RETWEETED), 0.07, 0.09);
    assertShare(t -> has(t, ReferenceKind.QUOTED), 0.10, 0.14);
    assertShare(t -> has(t, ReferenceKind.REPLIED_TO), 0.22, 0.28);
    assertShare(t -> isOfType(t, "city"), 0.70, 0.82);
    assertShare(t -> isOfType(t, "poi"), 0.04, 0.07);
    assertShare(t -> isOfType(t, "neighborhood"), 0.03, 0.05);
    assertShare(t -> isOfType(t, "admin"), 0.02, 0.04);
    assertShare(t -> isOfType(t, "country"), 0.005, 0.015);
    assertShare(t -> t.place() == null, 0.07, 0.13);
    assertThat(tweets).noneMatch(t -> has(t, ReferenceKind.RETWEETED) && t.place() != null);
  }

  @Test
  void shouldGenerateEditsAndRedeliveries() {
    long edits = lines.stream().filter(PostGeneratorTest::isEdit).count();
    assertThat(edits / (double) POSTS).isBetween(0.004, 0.009);
    Set<String> seen = new HashSet<>();
    long redelivered = lines.stream().filter(line -> !seen.add(new String(line, UTF_8))).count();
    assertThat(redelivered / (double) POSTS).isBetween(0.003, 0.007);
  }

  @Test
  void shouldDistributePostsByPopulation() {
    Map<String, Long> cities =
        tweets.stream()
            .filter(t -> isOfType(t, "city"))
            .collect(Collectors.groupingBy(t -> t.place().city().id(), Collectors.counting()));
    assertThat(cities).hasSizeGreaterThan(90);
    List<Map.Entry<String, Long>> ranking = new ArrayList<>(cities.entrySet());
    ranking.sort(Map.Entry.comparingByValue(Collections.reverseOrder()));
    assertThat(ranking.get(0).getKey()).isEqualTo("3797791ff9c0e4c6");
    assertThat(ranking.get(1).getKey()).isEqualTo("36775d842cbec509");
    assertThat(cities).containsKey("5346c2e28722a421");
    assertThat(tweets)
        .filteredOn(t -> isOfType(t, "city"))
        .extracting(t -> t.place().city().fullName())
        .contains(
            "Montréal, Québec", "Trois-Rivières, Québec", "St. John's, Newfoundland and Labrador")
        .doesNotContain("");
  }

  @Test
  void shouldLimitPostRateOfAuthors() {
    Map<Long, Long> authors =
        tweets.stream().collect(Collectors.groupingBy(Tweet::authorId, Collectors.counting()));
    double seconds = POSTS / RATE;
    long busiest = Collections.max(authors.values());
    assertThat(seconds / busiest).as("seconds between posts").isGreaterThan(12);
    assertThat(authors).hasSizeGreaterThan(POSTS / 10);
    assertThat(authors.values().stream().filter(count -> count == 1).count())
        .as("authors with one post")
        .isGreaterThan(authors.size() / 10);
  }

  @Test
  void shouldContainCitiesWithUniqueIds() {
    List<SimulatedPlace> cities = Gazetteer.of(Set.of("CA"), 0).cities();
    assertThat(cities).hasSizeGreaterThan(60);
    assertThat(cities).extracting(SimulatedPlace::id).doesNotHaveDuplicates();
    assertThat(cities).allSatisfy(city -> assertThat(city.id()).matches("[0-9a-f]{16}"));
  }

  @Test
  void shouldAddCitiesWithUniqueNamesAndIdsOnRequest() {
    List<SimulatedPlace> cities = Gazetteer.of(Set.of("CA"), 1_000).cities();

    assertThat(cities).hasSize(1_000);
    assertThat(cities).extracting(SimulatedPlace::id).doesNotHaveDuplicates();
    assertThat(cities)
        .extracting(SimulatedPlace::fullName)
        .doesNotHaveDuplicates()
        .contains("Toronto, Ontario", "Toronto 2, Ontario");
  }

  @Test
  void shouldSelectLargestCitiesAndOnePerCountry() {
    List<SimulatedPlace> cities = Gazetteer.of(Set.of(), 40_000).cities();

    assertThat(cities).hasSize(40_000);
    assertThat(cities).extracting(SimulatedPlace::id).doesNotHaveDuplicates();
    Set<String> countries = Set.of(Locale.getISOCountries());
    assertThat(cities.stream().map(SimulatedPlace::country).distinct())
        .hasSizeGreaterThan(240)
        .isSubsetOf(countries);
    assertThat(
            Gazetteer.of(Set.of(), 1_000).cities().stream().map(SimulatedPlace::country).distinct())
        .hasSizeGreaterThan(240);
    assertThat(Gazetteer.of(Set.of("FR"), 0).cities())
        .hasSizeBetween(500, 1_000)
        .extracting(SimulatedPlace::fullName)
        .contains("Paris, France", "Marseille, France");
  }

  @Test
  void shouldGenerateMorePostsByDayThanByNight() {
    GeneratorSettings world = GeneratorSettings.of(1, RATE).from(Set.of()).fromCities(5_000);

    double evening = shareOfJapan(world, Instant.parse("2026-11-20T11:00:00Z"));
    double night = shareOfJapan(world, Instant.parse("2026-11-20T19:00:00Z"));

    assertThat(evening).isGreaterThan(3 * night);
    assertThat(night).isPositive();
  }

  private static double shareOfJapan(GeneratorSettings settings, Instant at) {
    PostGenerator generator = new PostGenerator(settings);
    int posts = 50_000;
    int found = 0;
    for (int i = 0; i < posts; i++) {
      SimulatedPlace place = generator.nextLine(at).place();
      found += place != null && place.country().equals("JP") ? 1 : 0;
    }
    return found / (double) posts;
  }

  private static List<byte[]> lines(long seed) {
    PostGenerator generator = new PostGenerator(GeneratorSettings.of(seed, RATE));
    List<byte[]> result = new ArrayList<>(POSTS);
    for (int i = 0; i < POSTS; i++) {
      result.add(generator.next(timeOf(i)));
    }
    return result;
  }

  private static Instant timeOf(int post) {
    return START.plusMillis((long) (post * 1000 / RATE));
  }

  private static void assertShare(Predicate<Tweet> predicate, double min, double max) {
    assertThat(tweets.stream().filter(predicate).count() / (double) POSTS).isBetween(min, max);
  }

  private static boolean has(Tweet tweet, ReferenceKind kind) {
    return tweet.references().contains(kind);
  }

  private static boolean isOfType(Tweet tweet, String type) {
    return tweet.place() != null && tweet.place().type().equals(type);
  }

  private static boolean isEdit(byte[] line) {
    return Pattern.compile("edit_history_tweet_ids\":\\[\"\\d+\",\"")
        .matcher(new String(line, UTF_8))
        .find();
  }

  private static String first(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
