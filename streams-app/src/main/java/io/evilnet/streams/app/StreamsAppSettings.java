package io.evilnet.streams.app;

import static java.util.Objects.requireNonNull;

import io.evilnet.core.CountingRules;
import io.evilnet.infra.settings.CassandraSettings;
import io.evilnet.infra.topics.TopicSettings;
import io.evilnet.streams.ranking.RankingSettings;
import java.net.InetSocketAddress;

/**
 * All that the process is made from.
 *
 * @param bootstrapServers Kafka brokers to ask first
 * @param topics how the topics are
 * @param rules what is counted
 * @param processing how this process takes part
 * @param cassandra where the rows go
 * @param ranking how the ranking is kept
 * @param http where health and metrics are answered
 */
public record StreamsAppSettings(
    String bootstrapServers,
    TopicSettings topics,
    CountingRules rules,
    ProcessingSettings processing,
    CassandraSettings cassandra,
    RankingSettings ranking,
    InetSocketAddress http) {

  public StreamsAppSettings {
    requireNonNull(bootstrapServers, "bootstrapServers");
    requireNonNull(topics, "topics");
    requireNonNull(rules, "rules");
    requireNonNull(processing, "processing");
    requireNonNull(cassandra, "cassandra");
    requireNonNull(ranking, "ranking");
    requireNonNull(http, "http");
  }
}
