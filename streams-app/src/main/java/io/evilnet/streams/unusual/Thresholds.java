package io.evilnet.streams.unusual;

/**
 * Thresholds of unusual counts; their false-alarm rate is in docs/decisions/0304-unusual.md.
 *
 * @param ratio minimum multiple of the usual number
 * @param score minimum distance from the usual number, in standard deviations
 * @param tweets minimum number of tweets
 */
record Thresholds(double ratio, double score, int tweets) {

  static final Thresholds DEFAULT = new Thresholds(2.3, 6.5, 20);
}
