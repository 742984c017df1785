package io.evilnet.streams.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.streams.read.CountsReader;
import java.util.function.Function;

/** A query of a command to Cassandra. */
final class CassandraQuery {

  private CassandraQuery() {}

  /**
   * Opens a session, runs a query and closes the session.
   *
   * @throws io.evilnet.store.session.CassandraUnavailableException if no node answers
   * @throws io.evilnet.store.schema.SchemaMismatchException if tables are missing
   */
  static <T> T run(CassandraSettings settings, Function<CountsReader, T> query) {
    try (CqlSession session = CassandraSessions.openForCommand(settings)) {
      try {
        return query.apply(new CountsReader(session, settings.keyspace()));
      } catch (InvalidQueryException e) {
        new Schema(session, settings).validate();
        throw e;
      }
    }
  }
}
