package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.core.CountingRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table {@code counting_sources} of a keyspace. A window belongs to the newest source valid at
 * its start; windows before may contain counts of two sources.
 */
public final class CountingSources extends Table {

  private static final Logger LOG = LoggerFactory.getLogger(CountingSources.class);

  /**
   * A source and the start of its validity.
   *
   * @param validFrom start of the first window counted by this source only; {@link Instant#EPOCH}
   *     if the keyspace has never had another source
   */
  public record Entry(Instant validFrom, String instance, CountingSource source) {}

  private static final String COLUMNS = "valid_from, instance, application_id, topic_id, rules";

  private final String keyspace;
  private final WindowsTable windows;
  private final Prepared select;

  public CountingSources(CqlSession session, String keyspace) {
    super(session, keyspace, "counting_sources", "list, " + COLUMNS, "");
    this.keyspace = keyspace;
    windows = new WindowsTable(session, keyspace);
    select = select(COLUMNS, "WHERE list = 'all'");
  }

  /** Returns the newest source; empty if none has been recorded. */
  public Optional<Entry> newest() {
    return entries().stream().findFirst();
  }

  /**
   * Records the source of an instance before it writes the first row: adds an entry if the source
   * differs from that of the keyspace or from the previous one of the instance.
   *
   * @param rules the rules of {@code source}
   * @return the valid entry of the instance
   * @throws IllegalStateException if the keyspace contains the counts of another application
   */
  public Entry record(String instance, CountingSource source, CountingRules rules, Instant now) {
    // Read before the entries, since a process records its source before it writes counts.
    boolean hasCounts = windows.newest().isPresent();
    List<Entry> entries = entries();
    Optional<Entry> own =
        entries.stream().filter(entry -> entry.instance().equals(instance)).findFirst();
    if (entries.isEmpty()) {
      return add(hasCounts ? nextWindow(now, rules) : Instant.EPOCH, instance, source);
    }
    Entry newest = entries.get(0);
    if (!newest.source().applicationId().equals(source.applicationId())) {
      throw new IllegalStateException(
          "keyspace %s contains the counts of application-id %s, which those of %s would overwrite: set --keyspace to another keyspace, or restore application-id"
              .formatted(keyspace, newest.source().applicationId(), source.applicationId()));
    }
    if (!newest.source().equals(source)
        || own.filter(entry -> !entry.source().equals(source)).isPresent()) {
      return add(nextWindow(now, rules), instance, source);
    }
    return own.isPresent() ? own.get() : add(newest.validFrom(), instance, source);
  }

  /**
   * Returns the start of the first window without a post counted so far, since posts are at most
   * max-ahead ahead of time.
   */
  private static Instant nextWindow(Instant now, CountingRules rules) {
    return rules.windowStart(now.plus(rules.maxAhead())).plus(rules.window());
  }

  private Entry add(Instant validFrom, String instance, CountingSource source) {
    execute(
        insert
            .bind()
            .setString("list", ALL)
            .setInstant("valid_from", validFrom)
            .setString("instance", instance)
            .setString("application_id", source.applicationId())
            .setString("topic_id", source.topicId())
            .setString("rules", source.rulesText()));
    LOG.info(
        "source of the counts in keyspace {} is topic {} with {}, from window {}",
        keyspace,
        source.topicId(),
        source.rulesText(),
        validFrom);
    return new Entry(validFrom, instance, source);
  }

  private List<Entry> entries() {
    return execute(select.bind()).map(CountingSources::entry).all();
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getInstant("valid_from"),
        row.getString("instance"),
        new CountingSource(
            row.getString("application_id"),
            row.getString("topic_id"),
            CountingSource.parseRules(row.getString("rules"))));
  }
}
