package io.evilnet.ingest.cli;

import io.evilnet.ingest.run.StreamSource;
import io.evilnet.ingest.x.StreamChoice;
import io.evilnet.ingest.x.StreamRule;
import io.evilnet.ingest.x.XSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command-line options of the streams and accounts. */
final class StreamOptions {

  @Mixin private XOptions x;
  @Mixin private RuleOptions rules;

  @Option(
      names = "--stream",
      paramLabel = "STREAM",
      defaultValue = "filtered",
      description =
          "Stream of X: filtered, posts that match the rules; sample, one percent of all posts; sample10,"
              + " ten percent; firehose, all (default: ${DEFAULT-VALUE}).")
  private StreamChoice.Kind stream;

  @Option(
      names = "--stream-partitions",
      paramLabel = "N[,…]",
      split = ",",
      description =
          "Partitions to read, of the 2 of sample10 or the 20 of firehose, each by a"
              + " connection; all if not set.")
  private List<Integer> partitions = List.of();

  @Option(
      names = "--disconnected-at-most",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description =
          "Time for a lost connection to be re-established before ingest reports that it is not ready"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration reconnectTimeout;

  @Option(
      names = "--max-posts-per-day",
      paramLabel = "N",
      description =
          "Posts per day (UTC) after which reading from X stops until 00:00 UTC; unlimited if not"
              + " set.")
  private Long maxPostsPerDay;

  @Option(
      names = "--estimate-missed",
      paramLabel = "true|false",
      arity = "1",
      defaultValue = "true",
      description =
          "Estimate the posts missed in each gap by X's recent counts, whose requests X bills"
              + " (default: ${DEFAULT-VALUE}).")
  private boolean estimateMissed;

  boolean estimateMissed() {
    return estimateMissed;
  }

  long maxPostsPerDay() {
    return maxPostsPerDay == null ? Long.MAX_VALUE : maxPostsPerDay;
  }

  Duration reconnectTimeout() {
    return reconnectTimeout;
  }

  /** Returns the connections: every account reads every partition. */
  List<StreamSource> sources() {
    List<XSettings> accounts = x.settings();
    List<StreamChoice> choices = StreamChoice.of(stream, partitions);
    List<List<StreamRule>> desired =
        stream == StreamChoice.Kind.FILTERED ? rules.rules(accounts.size()) : List.of();
    List<StreamSource> sources = new ArrayList<>();
    for (int i = 0; i < accounts.size(); i++) {
      for (StreamChoice choice : choices) {
        // The first account has the name without a suffix, which does not change when others are
        // added.
        String name = i == 0 ? choice.name() : choice.name() + "@" + (i + 1);
        sources.add(
            new StreamSource(
                name,
                accounts.get(i).reading(choice),
                desired.isEmpty() ? List.of() : desired.get(i)));
      }
    }
    return sources;
  }
}
