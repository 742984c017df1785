package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.CqlSession;

/** Records the source of the counts in a keyspace. */
@FunctionalInterface
public interface SourceRecorder {

  /**
   * Records it unless it is recorded already.
   *
   * @throws IllegalStateException if the keyspace has counts of another source
   */
  void record(CqlSession session, String keyspace);
}
