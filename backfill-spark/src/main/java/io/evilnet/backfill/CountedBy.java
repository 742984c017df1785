package io.evilnet.backfill;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.infra.schema.CountingSource;
import io.evilnet.infra.schema.CountingSources;
import java.util.Optional;

/** Finds what the rows that a run compares are counted from, and refuses to mix two origins. */
final class CountedBy {

  /** In a keyspace of {@code --into}, which this job alone writes. */
  private static final String BATCH = "backfill";

  private final JobSettings settings;
  private final CountingSources sources;

  CountedBy(CqlSession session, JobSettings settings) {
    this.settings = settings;
    this.sources = new CountingSources(session, settings.target().keyspace());
  }

  /**
   * The recorded source; empty when no stream has ever written a row.
   *
   * @throws IllegalArgumentException naming what differs, if it is not what this run counts
   */
  Optional<CountingSources.Entry> source(TopicOffsets topic) {
    String keyspace = settings.target().keyspace();
    Optional<CountingSources.Entry> newest = sources.newest();
    newest.ifPresent(
        entry ->
            SettingsMismatch.refuse(
                "keyspace %s is counted with".formatted(keyspace),
                entry.source().rules(),
                CountingSource.settings(settings.rules())));
    if (settings.into().isPresent()) {
      CountingSource own = new CountingSource(BATCH, topic.topicId(), settings.rules());
      return Optional.of(sources.record(BATCH, own, settings.rules(), topic.fixedAt()));
    }
    newest.map(CountingSources.Entry::source).ifPresent(source -> requireSame(source, topic));
    return newest;
  }

  private void requireSame(CountingSource source, TopicOffsets topic) {
    String keyspace = settings.target().keyspace();
    if (!source.applicationId().equals(settings.applicationId())) {
      throw new IllegalArgumentException(
          "keyspace %s holds the counts of application-id %s, not of %s: give --application-id %s, or another --keyspace"
              .formatted(
                  keyspace,
                  source.applicationId(),
                  settings.applicationId(),
                  source.applicationId()));
    }
    if (!source.topicId().equals(topic.topicId())) {
      throw new IllegalArgumentException(
          "keyspace %s is counted from topic %s with the id %s, but Kafka at %s has one with the id %s: if it was created anew, restart the streams app, which records it; else name the right Kafka with --bootstrap-servers"
              .formatted(
                  keyspace, topic.topic(), source.topicId(), settings.kafka(), topic.topicId()));
    }
  }
}
