package io.evilnet.streams.unusual;

/** Tweets of a city in each window of a {@link Timeline}; zero where it has no row. */
final class CityTweets {

  private final String cityId;
  private final String city;
  private final int[] tweets;

  /**
   * Takes an array, which is not copied.
   *
   * @param cityId place id of X
   * @param city its name
   * @param tweets oldest window first
   */
  CityTweets(String cityId, String city, int[] tweets) {
    this.cityId = cityId;
    this.city = city;
    this.tweets = tweets;
  }

  String cityId() {
    return cityId;
  }

  String city() {
    return city;
  }

  /** Not a copy. */
  int[] tweets() {
    return tweets;
  }
}
