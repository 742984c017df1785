package io.evilnet.ingest.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.PostGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Simulated posts in random order, each with the city that contains its place if it has one. */
class SimulatedPlacesTest {

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  private static final int POSTS = 2_000;
  private static final Set<String> WITHIN_CITIES = Set.of("poi", "neighborhood");

  @TempDir private Path directory;
  private final ObjectMapper json = new ObjectMapper();
  private final TweetParser parser = new TweetParser();
  private final PlaceResolver places =
      PlaceResolver.of(new PlaceSettings(CityResolution.CONTAINED));

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  static LongStream fewSeeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldResolveEveryPlaceOfKnownCity(long seed) throws IOException {
    Set<String> cities = new HashSet<>();
    int resolved = 0;
    for (byte[] line : posts(seed)) {
      JsonNode place = json.readTree(line).path("includes").path("places").path(0);
      String type = place.path("place_type").asText();
      String container = place.path("contained_within").path(0).asText();
      String city = places.cityOf((Tweet) parser.parse(line), line);

      boolean isKnown = WITHIN_CITIES.contains(type) && cities.contains(container);
      assertThat(city.isEmpty()).isEqualTo(!isKnown);
      if (isKnown) {
        assertThat(json.readTree(city).path("id").asText()).isEqualTo(container);
        resolved++;
      }
      if (type.equals("city")) {
        cities.add(place.path("id").asText());
      }
    }
    assertThat(resolved).isGreaterThan(POSTS / 50);
  }

  /** Restarts at random: a city of a retweet depends on the posts received before only. */
  @ParameterizedTest
  @MethodSource("fewSeeds")
  void shouldResolveEveryRetweetOfKnownPost(long seed) throws IOException {
    Random random = new Random(seed);
    PlaceResolver resolver = open();
    Map<String, String> cities = new HashMap<>();
    int resolved = 0;
    for (byte[] line : posts(seed)) {
      if (random.nextInt(500) == 0) {
        resolver = open();
      }
      JsonNode post = json.readTree(line);
      Tweet tweet = (Tweet) parser.parse(line);
      String city = resolver.cityOf(tweet, line);
      JsonNode reference = post.path("data").path("referenced_tweets").path(0);
      if (tweet.place() == null && reference.path("type").asText().equals("retweeted")) {
        String original = cities.get(reference.path("id").asText());
        assertThat(city.isEmpty()).isEqualTo(original == null);
        if (original != null) {
          assertThat(json.readTree(city).path("id").asText()).isEqualTo(original);
          resolved++;
        }
      }
      String own =
          city.isEmpty() && tweet.place() != null && tweet.place().isCity()
              ? tweet.place().city().id()
              : json.readTree(city.isEmpty() ? "{}" : city).path("id").asText();
      if (tweet.place() != null && !own.isEmpty()) {
        cities.putIfAbsent(Long.toUnsignedString(tweet.id()), own);
        cities.putIfAbsent(post.path("data").path("id").asText(), own);
      }
    }
    assertThat(resolved).isGreaterThan(POSTS / 100);
  }

  private PlaceResolver open() {
    PlaceSettings settings =
        new PlaceSettings(CityResolution.CONTAINED, RetweetCity.ORIGINAL, Duration.ofHours(24));
    return PlaceResolver.of(settings, directory, InstantSource.fixed(START));
  }

  private static List<byte[]> posts(long seed) {
    PostGenerator generator = new PostGenerator(GeneratorSettings.of(seed, 100));
    List<byte[]> posts = new ArrayList<>();
    for (int i = 0; i < POSTS; i++) {
      posts.add(generator.next(START.plusMillis(i * 10L)));
    }
    Collections.shuffle(posts, new Random(seed));
    return posts;
  }
}
