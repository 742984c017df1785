package io.evilnet.bench.live;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A histogram of delays as Prometheus shows it: how many were at most so long.
 *
 * @param counts cumulative, by upper bound in s; the last bound is infinite
 */
record DelayHistogram(TreeMap<Double, Double> counts) {

  private static final Pattern BUCKET =
      Pattern.compile("^(\\w+)_bucket\\{(?:.*,)?le=\"([^\"]+)\".*} (\\S+)$", Pattern.MULTILINE);

  /** The histogram of a name on a page of metrics; empty when it is not there. */
  static DelayHistogram on(String page, String name) {
    TreeMap<Double, Double> counts = new TreeMap<>();
    Matcher buckets = BUCKET.matcher(page);
    while (buckets.find()) {
      if (buckets.group(1).equals(name)) {
        counts.merge(bound(buckets.group(2)), Double.parseDouble(buckets.group(3)), Double::sum);
      }
    }
    return new DelayHistogram(counts);
  }

  private static double bound(String text) {
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  /** The delays that were added since an earlier one. */
  DelayHistogram since(DelayHistogram earlier) {
    TreeMap<Double, Double> added = new TreeMap<>();
    counts.forEach(
        (bound, count) -> added.put(bound, count - earlier.counts.getOrDefault(bound, 0.0)));
    return new DelayHistogram(added);
  }

  double total() {
    return counts.isEmpty() ? 0 : counts.lastEntry().getValue();
  }

  /**
   * The least bound that a share of the delays keeps.
   *
   * @param share 0 to 1
   * @return in s; NaN when there is no delay
   */
  double atMost(double share) {
    for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
      if (total() > 0 && bucket.getValue() >= share * total()) {
        return bucket.getKey();
      }
    }
    return Double.NaN;
  }
}
