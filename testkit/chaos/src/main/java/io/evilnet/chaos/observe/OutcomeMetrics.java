package io.evilnet.chaos.observe;

import io.evilnet.chaos.oracle.Outcomes;
import io.evilnet.chaos.oracle.Outcomes.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the outcomes from the metrics of streams-app. */
public final class OutcomeMetrics {

  private static final Pattern SERIES =
      Pattern.compile(
          "^evilnet_tweets_total\\{[^}]*outcome=\"([a-z]+)\"[^}]*} ([0-9.Ee+]+)$",
          Pattern.MULTILINE);
  private static final Pattern SPOOL_LAG =
      Pattern.compile(
          "^evilnet_ingest_spool_lag_bytes(?:\\{[^}]*})? ([0-9.Ee+]+)$", Pattern.MULTILINE);

  private OutcomeMetrics() {}

  public static Outcomes outcomes(String metrics) {
    Map<Kind, Long> numbers = new EnumMap<>(Kind.class);
    Matcher series = SERIES.matcher(metrics);
    while (series.find()) {
      for (Kind kind : Kind.values()) {
        if (kind.label().equals(series.group(1))) {
          numbers.merge(kind, (long) Double.parseDouble(series.group(2)), Long::sum);
        }
      }
    }
    return new Outcomes(numbers);
  }

  /** Returns the bytes in ingest's spool that Kafka has not acknowledged. */
  public static long spoolLag(String metrics) {
    Matcher lag = SPOOL_LAG.matcher(metrics);
    return lag.find() ? (long) Double.parseDouble(lag.group(1)) : Long.MAX_VALUE;
  }
}
