package io.evilnet.ingest.run;

/** Reads a number out of Prometheus' text format. */
final class Metrics {

  private Metrics() {}

  /** The value of a series; not a number without it. */
  static double value(String text, String series) {
    return text.lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }
}
