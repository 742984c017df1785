package io.evilnet.ingest.run;

import io.evilnet.ingest.x.StreamRule;
import io.evilnet.ingest.x.XSettings;
import java.util.List;

/**
 * A connection of a collector.
 *
 * @param name unique name, in the ledger of gaps and in messages
 * @param x connection settings and stream
 * @param rules desired rules of the account; empty for a stream without rules
 */
public record StreamSource(String name, XSettings x, List<StreamRule> rules) {

  public StreamSource {
    rules = List.copyOf(rules);
  }
}
