package io.evilnet.streams.unusual;

/**
 * Limits above which a count is unusual; docs/decisions/0304-unusual.md has their false-alarm rate.
 *
 * @param ratio least multiple of the usual number
 * @param score least distance from it, in standard deviations
 * @param tweets least number of tweets
 */
record Thresholds(double ratio, double score, int tweets) {

  static final Thresholds DEFAULT = new Thresholds(2.3, 6.5, 20);
}
