package io.evilnet.simulator;

/**
 * Shares of the kinds of posts, from 0 to 1.
 *
 * @param reply of all new posts
 * @param quote of all new posts
 * @param retweet native retweets, which have no place, of all new posts
 * @param poi points of interest, of the posts that may have a place
 * @param neighborhood of the posts that may have a place
 * @param admin provinces, of the posts that may have a place
 * @param country of the posts that may have a place
 * @param noPlace of the posts that may have a place; the rest of them is in a city
 * @param edit of all lines: a new version of an earlier post
 * @param redelivery of all lines: a repetition of an earlier line
 * @param late of all new posts: delivered seconds to minutes after their creation
 */
public record PostMix(
    double reply,
    double quote,
    double retweet,
    double poi,
    double neighborhood,
    double admin,
    double country,
    double noPlace,
    double edit,
    double redelivery,
    double late) {

  /** Mix of a place-filtered stream, with increased shares of rare kinds. */
  public static final PostMix REALISTIC =
      new PostMix(0.25, 0.12, 0.08, 0.06, 0.04, 0.03, 0.01, 0.02, 0.007, 0.005, 0.01);

  public PostMix {
    requireShares("reply + quote + retweet", reply, quote, retweet);
    requireShares(
        "poi + neighborhood + admin + country + noPlace",
        poi,
        neighborhood,
        admin,
        country,
        noPlace);
    requireShares("edit + redelivery", edit, redelivery);
    requireShares("late", late);
  }

  private static void requireShares(String names, double... shares) {
    double sum = 0;
    for (double share : shares) {
      if (!(share >= 0)) {
        throw new IllegalArgumentException(names + " must be 0 or more, but contain " + share);
      }
      sum += share;
    }
    if (sum > 1) {
      throw new IllegalArgumentException(names + " must be 1 or less, but is " + sum);
    }
  }
}
