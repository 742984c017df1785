package io.evilnet.ingest.run;

/** Parser of Prometheus' text format. */
final class Metrics {

  private Metrics() {}

  /** Returns the value of a series; NaN without it. */
  static double value(String text, String series) {
    return text.lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }
}
