package io.evilnet.ingest.run;

import static java.util.Objects.requireNonNull;

import io.evilnet.ingest.x.StreamRule;
import io.evilnet.ingest.x.XSettings;
import java.util.List;

/**
 * A connection that is to be made.
 *
 * @param name tells it from the others of this collector, in the ledger of gaps and in messages
 * @param x how X is reached, and which of its streams
 * @param rules what is asked of the account; empty for a stream without rules
 */
public record StreamSource(String name, XSettings x, List<StreamRule> rules) {

  public StreamSource {
    requireNonNull(name, "name");
    requireNonNull(x, "x");
    rules = List.copyOf(rules);
  }
}
