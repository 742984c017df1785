package io.evilnet.ingest.place;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.Box;
import io.evilnet.core.City;
import io.evilnet.core.Place;
import io.evilnet.core.SnowflakeId;
import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import io.evilnet.ingest.place.PlaceResolver.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceResolverTest {

  private static final Box AROUND_MONTREAL = new Box(-73.9, 45.4, -73.4, 45.7);

  private static final Place MONTREAL = city("montreal", "CA", AROUND_MONTREAL);
  private static final Place LAVAL = city("laval", "CA", new Box(-73.9, 45.5, -73.6, 45.7));

  /** Within Montréal only. */
  private static final Box CENTRE_BELL = new Box(-73.57, 45.49, -73.57, 45.49);

  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
  private static final long POST = SnowflakeId.of(NOW, 0);
  private static final String ID = "3797791ff9c0e4c6";
  private static final Place TORONTO = city(ID, "CA", null);

  @TempDir private Path directory;
  private PlaceResolver places = PlaceResolver.of(new PlaceSettings(CityResolution.CONTAINED));

  @Test
  void shouldResolveToKnownContainingCity() {
    Place cafe = place("poi", "CA", null, "quebec", "montreal");
    assertThat(resolved(cafe)).isEmpty();

    resolved(MONTREAL);

    assertThat(resolved(cafe)).isEqualTo(MONTREAL.toJson());
    assertThat(resolved(place("neighborhood", "CA", null, "montreal")))
        .isEqualTo(MONTREAL.toJson());
    assertThat(places.posts(Resolution.CITY)).isEqualTo(1);
    assertThat(places.posts(Resolution.CONTAINED_WITHIN)).isEqualTo(2);
    assertThat(places.posts(Resolution.NONE)).isEqualTo(1);
  }

  @Test
  void shouldResolveByBoxCenterToOnlyContainingCity() {
    resolved(MONTREAL);
    resolved(LAVAL);

    assertThat(resolved(place("poi", "CA", CENTRE_BELL))).isEqualTo(MONTREAL.toJson());
    assertThat(resolved(place("poi", "CA", new Box(-73.75, 45.55, -73.7, 45.6)))).isEmpty();
    assertThat(resolved(place("poi", "CA", new Box(-79, 43, -79, 43)))).isEmpty();
    assertThat(resolved(place("poi", "US", CENTRE_BELL))).isEmpty();
    assertThat(resolved(place("poi", "CA", CENTRE_BELL, "westmount"))).isEmpty();
    assertThat(resolved(place("poi", "CA", null))).isEmpty();
    assertThat(places.posts(Resolution.BOX)).isEqualTo(1);
  }

  @Test
  void shouldNotResolveOtherTypesOfPlaces() {
    resolved(MONTREAL);

    assertThat(resolved(place("admin", "CA", CENTRE_BELL, "montreal"))).isEmpty();
    assertThat(resolved(place("country", "CA", CENTRE_BELL, "montreal"))).isEmpty();
    assertThat(resolved(place("", "CA", CENTRE_BELL, "montreal"))).isEmpty();
    assertThat(resolved(null)).isEmpty();
  }

  @Test
  void shouldResolveOnlyCitiesWhenExact() {
    places = open(CityResolution.EXACT);
    resolved(MONTREAL);

    assertThat(resolved(place("poi", "CA", CENTRE_BELL, "montreal"))).isEmpty();
    assertThat(file()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"179.9, true", "-179.9, true", "-179.4, false", "179.4, false", "0, false"})
  void shouldResolveAcrossAntimeridian(double longitude, boolean isWithin) {
    Place city = city("taveuni", "FJ", new Box(179.5, -17, -179.5, -16.5));
    resolved(city);

    Box box = new Box(longitude, -16.8, longitude, -16.8);
    assertThat(resolved(place("poi", "FJ", box))).isEqualTo(isWithin ? city.toJson() : "");
  }

  @Test
  void shouldUseNewestFieldsOfCity() {
    resolved(MONTREAL);
    Place moved = city("montreal", "CA", new Box(-1, 0, 1, 1));
    resolved(moved);

    assertThat(resolved(place("poi", "CA", null, "montreal"))).isEqualTo(moved.toJson());
    assertThat(resolved(place("poi", "CA", new Box(0, 0.5, 0, 0.5)))).isEqualTo(moved.toJson());
    assertThat(resolved(place("poi", "CA", CENTRE_BELL))).isEmpty();
  }

  @Test
  void shouldNotIndexOversizedBoxes() {
    Place canada = city("canada", "CA", new Box(-141, 41, -52, 83));
    resolved(canada);

    assertThat(resolved(place("poi", "CA", CENTRE_BELL))).isEmpty();
    assertThat(resolved(place("poi", "CA", CENTRE_BELL, "canada"))).isEqualTo(canada.toJson());
  }

  @Test
  void shouldLoadCitiesAfterRestart() throws IOException {
    places = open(CityResolution.CONTAINED);
    resolved(LAVAL);
    resolved(city("montreal", "CA", null));
    resolved(MONTREAL);
    byte[] torn = {'{', '"', 'i', 'd', '"', ':', '"', (byte) 0xc3, '\n'};
    byte[] lines = Files.readAllBytes(file());
    Files.write(file(), torn);
    Files.write(file(), lines, StandardOpenOption.APPEND);
    Files.writeString(file(), "{\"id\":\"mont", UTF_8, StandardOpenOption.APPEND);

    places = open(CityResolution.CONTAINED);

    assertThat(resolved(place("poi", "CA", CENTRE_BELL))).isEqualTo(MONTREAL.toJson());
    assertThat(resolved(place("poi", "CA", null, "laval"))).isEqualTo(LAVAL.toJson());
    assertThat(Files.readAllLines(file()))
        .containsExactlyInAnyOrder(LAVAL.toJson(), MONTREAL.toJson());
  }

  @Test
  void shouldContinueWithoutWritableFile() throws IOException {
    Files.createDirectory(file());
    places = open(CityResolution.CONTAINED);
    resolved(MONTREAL);

    assertThat(resolved(place("poi", "CA", null, "montreal"))).isEqualTo(MONTREAL.toJson());
  }

  @Test
  void shouldResolveRetweetToCityOfOriginal() {
    places = open(CityResolution.CONTAINED, RetweetCity.ORIGINAL);
    assertThat(resolved(POST, "", TORONTO)).isEmpty();
    assertThat(resolved(POST + 1, "", place("poi", "CA", null, ID))).isEqualTo(TORONTO.toJson());

    for (long original : new long[] {POST, POST + 1}) {
      assertThat(resolved(POST + 2, retweet(original), null)).isEqualTo(TORONTO.toJson());
    }
    assertThat(resolved(POST + 2, retweet(POST + 9), null)).isEmpty();
    assertThat(resolved(POST + 2, "{\"type\":\"quoted\",\"id\":\"%d\"}".formatted(POST), null))
        .isEmpty();
    assertThat(resolved(POST + 2, retweet(POST), place("admin", "CA", null))).isEmpty();
    assertThat(places.posts(Resolution.ORIGINAL)).isEqualTo(2);

    places = open(CityResolution.EXACT, RetweetCity.ORIGINAL); // after a restart
    assertThat(resolved(POST + 2, retweet(POST), null)).isEqualTo(TORONTO.toJson());
  }

  @Test
  void shouldResolveRetweetOfEditedPost() {
    places = open(CityResolution.EXACT, RetweetCity.ORIGINAL);
    Tweet edit = new Tweet(POST, 1, Instant.EPOCH, Set.of(), TORONTO, true);
    places.cityOf(edit, "{\"data\":{\"id\":\"%d\"}}".formatted(POST + 1).getBytes(UTF_8));

    assertThat(resolved(POST + 2, retweet(POST), null)).isEqualTo(TORONTO.toJson());
    assertThat(resolved(POST + 2, retweet(POST + 1), null)).isEqualTo(TORONTO.toJson());
  }

  @Test
  void shouldNotResolveRetweetsByDefault() {
    places = open(CityResolution.CONTAINED, RetweetCity.NONE);
    resolved(POST, "", TORONTO);

    assertThat(resolved(POST + 1, retweet(POST), null)).isEmpty();
    assertThat(directory.resolve("originals")).doesNotExist();
  }

  @Test
  void shouldSerializeCityWithoutLoss() {
    Place city =
        new Place(
            "city",
            new City("0123456789abcdef", "\"Aix\", \ud83d\ude00", "FR", 43.5, 5.05),
            new Box(5, 43, 5.1, 44),
            List.of());

    assertThat(new TweetParser().place(city.toJson().getBytes(UTF_8))).isEqualTo(city);
  }

  private String resolved(Place place) {
    return places.cityOf(new Tweet(1, 1, Instant.EPOCH, Set.of(), place), new byte[0]);
  }

  /** Resolves a post with a reference, which may be empty. */
  private String resolved(long id, String reference, Place place) {
    String line =
        """
        {"data":{"id":"%d","author_id":"1","created_at":"2026-11-20T14:00:00Z","referenced_tweets":[%s]}}"""
            .formatted(id, reference);
    Tweet parsed = (Tweet) new TweetParser().parse(line.getBytes(UTF_8));
    Tweet tweet = new Tweet(id, 1, Instant.EPOCH, parsed.references(), place);
    return places.cityOf(tweet, line.getBytes(UTF_8));
  }

  private static String retweet(long original) {
    return "{\"type\":\"retweeted\",\"id\":\"%d\"}".formatted(original);
  }

  private PlaceResolver open(CityResolution resolution) {
    return open(resolution, RetweetCity.NONE);
  }

  private PlaceResolver open(CityResolution resolution, RetweetCity retweetCity) {
    return PlaceResolver.of(
        new PlaceSettings(resolution, retweetCity, Duration.ofHours(24)),
        directory,
        InstantSource.fixed(NOW));
  }

  private Path file() {
    return directory.resolve("cities.jsonl");
  }

  private static Place city(String id, String country, Box box) {
    return place(id, "city", country, box);
  }

  private static Place place(String type, String country, Box box, String... containedWithin) {
    return place("somewhere", type, country, box, containedWithin);
  }

  private static Place place(
      String id, String type, String country, Box box, String... containedWithin) {
    double latitude = box == null ? 0 : box.middleLatitude();
    double longitude = box == null ? 0 : box.middleLongitude();
    City city = new City(id, id, country, latitude, longitude);
    return new Place(type, city, box, List.of(containedWithin));
  }
}
