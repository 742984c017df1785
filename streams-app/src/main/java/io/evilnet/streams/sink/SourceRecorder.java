package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.CqlSession;

/** Records in a keyspace what its counts are counted from. */
@FunctionalInterface
public interface SourceRecorder {

  /**
   * Records it unless it is recorded already.
   *
   * @throws IllegalStateException if the keyspace must not have these counts
   */
  void record(CqlSession session, String keyspace);
}
