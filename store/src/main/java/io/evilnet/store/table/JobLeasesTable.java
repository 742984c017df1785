package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The table {@code job_leases}, updated by lightweight transactions. */
public final class JobLeasesTable extends Table {

  /** The lease of a job. */
  public record Lease(String holder, Instant expiresAt) {}

  private final Prepared update;
  private final Prepared delete;

  public JobLeasesTable(CqlSession session, String keyspace) {
    super(
        session, keyspace, "job_leases", "job, holder, expires_at", "IF NOT EXISTS USING TTL :ttl");
    String held = "WHERE job = :job IF holder = :holder";
    update = update("USING TTL :ttl SET holder = :holder, expires_at = :expires_at " + held);
    delete = delete(held);
  }

  /** Acquires the lease of a job; returns empty, or the lease of another holder. */
  public Optional<Lease> acquire(String job, String holder, Duration duration) {
    ResultSet result = execute(expiring(insert, job, holder, duration));
    if (result.wasApplied()) {
      return Optional.empty();
    }
    Row held = result.one();
    Lease lease = new Lease(held.getString("holder"), held.getInstant("expires_at"));
    // The caller is the holder if the response to an earlier request was lost.
    return lease.holder().equals(holder) ? Optional.empty() : Optional.of(lease);
  }

  /** Renews a lease; returns false if it is no longer held. */
  public boolean renew(String job, String holder, Duration duration) {
    return execute(expiring(update, job, holder, duration)).wasApplied();
  }

  /** Releases a lease if it is held. */
  public void release(String job, String holder) {
    execute(keyed(delete, job, holder));
  }

  private static BoundStatementBuilder expiring(
      Prepared statement, String job, String holder, Duration duration) {
    return keyed(statement, job, holder)
        .setInstant("expires_at", Instant.now().plus(duration))
        .setInt("ttl", Math.toIntExact(duration.toSeconds()));
  }

  private static BoundStatementBuilder keyed(Prepared statement, String job, String holder) {
    return statement.bind().setString("job", job).setString("holder", holder);
  }
}
