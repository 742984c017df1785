package io.evilnet.streams.app;

import static java.util.Objects.requireNonNull;

import io.evilnet.core.CountingRules;
import io.evilnet.infra.settings.CassandraSettings;
import io.evilnet.infra.settings.KafkaConnection;
import io.evilnet.infra.topics.TopicSettings;
import io.evilnet.streams.ranking.RankingSettings;
import java.net.InetSocketAddress;

/**
 * All that the process is made from.
 *
 * @param kafka how Kafka is reached
 * @param topics how the topics are
 * @param rules what is counted
 * @param processing how this process takes part
 * @param cassandra where the rows go
 * @param ranking how the ranking is kept
 * @param http where health and metrics are answered
 */
public record StreamsAppSettings(
    KafkaConnection kafka,
    TopicSettings topics,
    CountingRules rules,
    ProcessingSettings processing,
    CassandraSettings cassandra,
    RankingSettings ranking,
    InetSocketAddress http) {

  public StreamsAppSettings {
    requireNonNull(kafka, "kafka");
    requireNonNull(topics, "topics");
    requireNonNull(rules, "rules");
    requireNonNull(processing, "processing");
    requireNonNull(cassandra, "cassandra");
    requireNonNull(ranking, "ranking");
    requireNonNull(http, "http");
  }
}
