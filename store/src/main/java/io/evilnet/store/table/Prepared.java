package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;

/**
 * A statement that is prepared when it is first bound. Lightweight transactions are not idempotent,
 * so the driver does not retry them.
 */
final class Prepared {

  private final CqlSession session;
  private final String cql;
  private volatile PreparedStatement statement;

  Prepared(CqlSession session, String cql) {
    this.session = session;
    this.cql = cql;
  }

  String cql() {
    return cql;
  }

  /** Returns a builder that binds values by name; omitted values remain unset. */
  BoundStatementBuilder bind() {
    return statement().boundStatementBuilder();
  }

  /** Returns the statement; two threads may prepare it concurrently. */
  PreparedStatement statement() {
    PreparedStatement prepared = statement;
    if (prepared == null) {
      prepared =
          session.prepare(
              SimpleStatement.newInstance(cql)
                  .setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM)
                  .setIdempotent(!cql.contains(" IF ")));
      statement = prepared;
    }
    return prepared;
  }
}
