package io.evilnet.ingest.cli;

import static java.util.stream.Collectors.joining;

import io.evilnet.core.CountingRules;
import io.evilnet.core.Malformed.Reason;
import io.evilnet.ingest.redeliver.Redelivery;
import io.evilnet.platform.settings.CountingOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Resends dead letters to {@code tweets}. */
@Command(
    name = "redeliver",
    mixinStandardHelpOptions = true,
    description =
        "Resends the dead letters that can now be counted to the topic tweets, for example after a"
            + " clock error. Duplicates are counted once.")
final class RedeliverCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private PublisherOptions publisher;

  @Mixin private CountingOptions counting;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      split = ",",
      required = true,
      description =
          "Reasons of the dead letters to resend, such as ahead-of-time, as in the header"
              + " dead-reason.")
  private List<String> reasons;

  @Override
  public Integer call() throws IOException {
    CountingRules rules = counting.rules();
    String text =
        new Redelivery(publisher.settings(), rules, parsed()).run().toText(rules.window());
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
    return 0;
  }

  private Set<Reason> parsed() {
    return reasons.stream().map(RedeliverCommand::parse).collect(Collectors.toSet());
  }

  private static Reason parse(String label) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "reason must be one of %s, but is '%s'"
                        .formatted(
                            Arrays.stream(Reason.values())
                                .map(Reason::label)
                                .collect(joining(", ")),
                            label)));
  }
}
