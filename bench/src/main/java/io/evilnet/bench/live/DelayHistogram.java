package io.evilnet.bench.live;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cumulative histogram of delays in the exposition format of Prometheus.
 *
 * @param counts cumulative, by upper bound in s; the last bound is infinite
 */
record DelayHistogram(TreeMap<Double, Double> counts) {

  private static final Pattern BUCKET =
      Pattern.compile("^(\\w+)_bucket\\{(?:.*,)?le=\"([^\"]+)\".*} (\\S+)$", Pattern.MULTILINE);

  /** Parses the histogram of a name; empty if the metrics do not contain it. */
  static DelayHistogram parse(String page, String name) {
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

  /** Returns the delays since an earlier histogram. */
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
   * Returns the upper bound of the bucket of a quantile.
   *
   * @param share 0 to 1
   * @return bound in s; infinite beyond the last bucket, NaN without delays
   */
  double quantile(double share) {
    for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
      if (total() > 0 && bucket.getValue() >= share * total()) {
        return bucket.getKey();
      }
    }
    return Double.NaN;
  }
}
