package io.evilnet.backfill.select;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.backfill.job.JobSettings;
import io.evilnet.backfill.job.SettingsMismatch;
import io.evilnet.backfill.offsets.TopicOffsets;
import io.evilnet.store.table.CountingSource;
import io.evilnet.store.table.CountingSources;
import java.util.Optional;

/** Compares the recorded source of the rows with that of a run; rejects the run if they differ. */
public final class SourceCheck {

  /** The application id in a keyspace of {@code --into}, which is written by this job only. */
  private static final String BATCH = "backfill";

  private final JobSettings settings;
  private final CountingSources sources;

  public SourceCheck(CqlSession session, JobSettings settings) {
    this.settings = settings;
    this.sources = new CountingSources(session, settings.target().keyspace());
  }

  /**
   * Returns the recorded source; empty if no stream has written a row.
   *
   * @throws IllegalArgumentException if it is not the source of this run; the message contains the
   *     difference
   */
  public Optional<CountingSources.Entry> source(TopicOffsets topic) {
    String keyspace = settings.target().keyspace();
    Optional<CountingSources.Entry> newest = sources.newest();
    newest.ifPresent(
        entry ->
            SettingsMismatch.reject(
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
          "keyspace %s contains the counts of application-id %s, not of %s; specify --application-id %s or another --keyspace"
              .formatted(
                  keyspace,
                  source.applicationId(),
                  settings.applicationId(),
                  source.applicationId()));
    }
    if (!source.topicId().equals(topic.topicId())) {
      throw new IllegalArgumentException(
          "keyspace %s is counted from topic %s with the id %s, but the topic in Kafka at %s has the id %s. If the topic was recreated, restart the streams app, which records the new id, or reports that its state requires another application-id and keyspace; otherwise specify the correct Kafka cluster with --bootstrap-servers"
              .formatted(
                  keyspace, topic.topic(), source.topicId(), settings.kafka(), topic.topicId()));
    }
  }
}
