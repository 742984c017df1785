package io.evilnet.bench.baseline;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the {@link TextbookTopology}. */
@Command(name = "b1", description = "Counts like a textbook example of Kafka Streams.")
final class TextbookCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StreamsOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Tally tally = new Tally();
    StreamsRun run =
        new StreamsRun(
            new TextbookTopology(options.results(), tally).build(), options.properties());
    run.awaitAll(tally, options.posts());
    tally.report().print(spec.commandLine().getOut());
    return 0;
  }
}
