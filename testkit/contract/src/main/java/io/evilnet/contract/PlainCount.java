package io.evilnet.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.City;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountedTweet;
import io.evilnet.core.CountingRules;
import io.evilnet.core.Counts;
import io.evilnet.core.Place;
import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import io.evilnet.core.WindowCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A single-threaded reference count by the default rules, independent of the counting engines. */
public final class PlainCount {

  private PlainCount() {}

  /** Returns the totals of every city and window with a tweet, and of unresolved posts. */
  public static Map<CityWindow, Counts> of(List<Arrival> arrivals) {
    WindowCounts counts = new WindowCounts();
    tweets(arrivals).forEach(counts::add);
    Map<CityWindow, Counts> totals = new HashMap<>();
    for (Instant window : counts.windowStarts()) {
      for (String city : counts.cityIds(window)) {
        CityWindow key = new CityWindow(window, city);
        totals.put(key, counts.counts(key));
      }
    }
    return totals;
  }

  /** Returns the number of distinct users with a tweet in a city. */
  static long usersOfCities(List<Arrival> arrivals) {
    return tweets(arrivals).stream()
        .filter(tweet -> !tweet.cityId().equals(City.UNRESOLVED.id()))
        .map(CountedTweet::authorId)
        .distinct()
        .count();
  }

  private static List<CountedTweet> tweets(List<Arrival> arrivals) {
    CountingRules rules = CountingRules.DEFAULT;
    TweetParser parser = new TweetParser();
    List<CountedTweet> tweets = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      if (parser.parse(arrival.line().getBytes(UTF_8)) instanceof Tweet parsed
          && !rules.isAhead(parsed, arrival.at())) {
        Tweet tweet = arrival.city() == null ? parsed : resolved(parsed, parser, arrival.city());
        tweets.add(rules.place(tweet, rules.cityOf(tweet)));
      }
    }
    return tweets;
  }

  private static Tweet resolved(Tweet post, TweetParser parser, String header) {
    Place city = parser.place(header.getBytes(UTF_8));
    return post.place() == null ? post.retweetOf(city) : post.in(city);
  }
}
