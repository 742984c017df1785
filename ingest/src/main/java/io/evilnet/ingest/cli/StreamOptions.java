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

/** Which streams are read, by which accounts. */
final class StreamOptions {

  @Mixin private XOptions x;
  @Mixin private RuleOptions rules;

  @Option(
      names = "--stream",
      paramLabel = "STREAM",
      defaultValue = "filtered",
      description =
          "What is read: filtered, what the rules match; sample, a hundredth of all posts; sample10,"
              + " a tenth; firehose, all (default: ${DEFAULT-VALUE}).")
  private StreamChoice.Kind stream;

  @Option(
      names = "--stream-partitions",
      paramLabel = "N[,…]",
      split = ",",
      description =
          "Which of the 2 partitions of sample10 or the 20 of firehose are read, each by a"
              + " connection; all when not given.")
  private List<Integer> partitions = List.of();

  @Option(
      names = "--disconnected-at-most",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description =
          "How long a connection that was there may be away before ingest says that it is not ready"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration patience;

  Duration patience() {
    return patience;
  }

  /** The connections to make: every account reads every partition. */
  List<StreamSource> sources() {
    List<XSettings> accounts = x.settings();
    List<StreamChoice> choices = StreamChoice.of(stream, partitions);
    List<List<StreamRule>> wanted =
        stream == StreamChoice.Kind.FILTERED ? rules.rules(accounts.size()) : List.of();
    List<StreamSource> sources = new ArrayList<>();
    for (int i = 0; i < accounts.size(); i++) {
      for (StreamChoice choice : choices) {
        // The first account has the plain name: it stays the same when others are added.
        String name = i == 0 ? choice.name() : choice.name() + "@" + (i + 1);
        sources.add(
            new StreamSource(
                name,
                accounts.get(i).reading(choice),
                wanted.isEmpty() ? List.of() : wanted.get(i)));
      }
    }
    return sources;
  }
}
