package io.evilnet.bench.baseline;

import io.evilnet.store.session.CassandraOptions;
import io.evilnet.store.session.CassandraSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Runs the {@link CompleteTopology} until all posts are aggregated, Kafka Streams has flushed and
 * committed, and Cassandra has acknowledged all rows.
 */
@Command(name = "b1x", description = "The same with dedup, distinct users and Cassandra.")
final class CompleteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StreamsOptions options;
  @Mixin private CassandraOptions cassandra;

  @Override
  public Integer call() throws InterruptedException {
    CassandraSettings settings = cassandra.settings();
    Tally tally = new Tally();
    try (Upserts upserts = new Upserts(settings)) {
      StreamsRun run =
          new StreamsRun(
              new CompleteTopology(options.results(), tally, upserts::write).build(),
              options.properties());
      run.awaitAll(tally, options.posts());
      run.close();
      upserts.awaitAll();
      tally.report().print(spec.commandLine().getOut());
    }
    return 0;
  }
}
