package io.evilnet.streams.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.evilnet.infra.schema.CassandraSessions;
import io.evilnet.infra.schema.Schema;
import io.evilnet.infra.settings.CassandraSettings;
import io.evilnet.streams.read.CountsReader;
import java.util.function.Function;

/** A query of a command to Cassandra. */
final class CassandraQuery {

  private CassandraQuery() {}

  /**
   * Opens a session, runs a query and closes the session.
   *
   * @throws io.evilnet.infra.schema.CassandraUnavailableException if no node answers
   * @throws io.evilnet.infra.schema.SchemaMismatchException if tables are missing
   */
  static <T> T ask(CassandraSettings settings, Function<CountsReader, T> question) {
    try (CqlSession session = CassandraSessions.openForCommand(settings)) {
      try {
        return question.apply(new CountsReader(session, settings.keyspace()));
      } catch (InvalidQueryException e) {
        new Schema(session, settings).validate();
        throw e;
      }
    }
  }
}
