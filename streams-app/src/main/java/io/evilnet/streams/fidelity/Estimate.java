package io.evilnet.streams.fidelity;

import java.util.List;
import java.util.Optional;

/**
 * An estimate of the number of posts that no site received, by capture and recapture.
 *
 * <p>It assumes that sites miss posts independently. Posts that X sends to no site cannot be
 * estimated.
 *
 * @param missed the estimated number, 0 or more
 * @param low lower bound of the 95 % confidence interval, in whole posts
 * @param high upper bound of the 95 % confidence interval, in whole posts
 */
public record Estimate(double missed, double low, double high) {

  private static final double NORMAL_95 = 1.959964;
  private static final int BISECTIONS = 200;

  /**
   * Estimates from counts of posts.
   *
   * @param received number of posts received by each site
   * @param union number of posts received by one site or more
   * @return empty for fewer than two sites, or for sites without a common post
   */
  static Optional<Estimate> of(List<Long> received, long union) {
    long sum = received.stream().mapToLong(Long::longValue).sum();
    if (received.size() < 2 || sum <= union) {
      return Optional.empty();
    }
    return Optional.of(
        received.size() == 2
            ? chapman((double) received.get(0), (double) received.get(1), (double) union)
            : darroch(received, (double) union));
  }

  /**
   * Returns Chapman's estimate for two sites, nearly unbiased, unlike Lincoln and Petersen's.
   *
   * @see <a href="https://en.wikipedia.org/wiki/Mark_and_recapture#Chapman_estimator">Mark and
   *     recapture</a>
   */
  private static Estimate chapman(double first, double second, double union) {
    double both = first + second - union;
    double total = (first + 1) * (second + 1) / (both + 1) - 1;
    double variance =
        (first + 1)
            * (second + 1)
            * (first - both)
            * (second - both)
            / ((both + 1) * (both + 1) * (both + 2));
    return around(total - union, variance);
  }

  /**
   * Returns the maximum likelihood estimate if sites have different loss rates (Darroch 1958, model
   * M<sub>t</sub>): the total for which the share missed by all sites is the product of the shares
   * missed by each. For two sites it equals Lincoln and Petersen's.
   */
  private static Estimate darroch(List<Long> received, double union) {
    double low = union;
    double high = 2 * union;
    while (surplus(received, union, high) < 0) {
      high *= 2;
    }
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (surplus(received, union, middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double sum = 0;
    for (long each : received) {
      sum += 1 / (1 - each / high);
    }
    double information = 1 / missedByAll(received, high) + received.size() - 1 - sum;
    double variance = Double.isFinite(information) ? high / information : 0;
    return around(high - union, variance);
  }

  /**
   * Returns the excess of a total over the received posts and the posts that all sites would then
   * have missed.
   */
  private static double surplus(List<Long> received, double union, double total) {
    return total - union - total * missedByAll(received, total);
  }

  private static double missedByAll(List<Long> received, double total) {
    double share = 1;
    for (long each : received) {
      share *= 1 - each / total;
    }
    return share;
  }

  /** Returns a log-normal confidence interval, in whole posts; the lower bound is at least zero. */
  private static Estimate around(double missed, double variance) {
    if (missed <= 0 || variance <= 0) {
      double bounded = Math.max(0, missed);
      return new Estimate(bounded, bounded, bounded);
    }
    double factor = Math.exp(NORMAL_95 * Math.sqrt(Math.log1p(variance / (missed * missed))));
    return new Estimate(missed, Math.floor(missed / factor), Math.ceil(missed * factor));
  }
}
