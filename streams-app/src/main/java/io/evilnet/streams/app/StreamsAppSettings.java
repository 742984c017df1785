package io.evilnet.streams.app;

import static java.util.Objects.requireNonNull;

import io.evilnet.core.CountingRules;
import io.evilnet.infra.settings.CassandraSettings;
import io.evilnet.infra.settings.KafkaConnection;
import io.evilnet.infra.topics.TopicSettings;
import io.evilnet.streams.http.ApiAccess;
import io.evilnet.streams.ranking.RankingSettings;
import io.evilnet.streams.unusual.WebhookSettings;
import java.net.InetSocketAddress;

/**
 * All that the process is made from.
 *
 * @param kafka how Kafka is reached
 * @param topics how the topics are
 * @param rules what is counted
 * @param processing how this process takes part
 * @param cassandra where the rows go
 * @param reading the same Cassandra, as it is reached by those who only ask
 * @param ranking how the ranking is kept
 * @param webhook where to report what becomes unusual
 * @param http where health and metrics are answered
 * @param access who is answered
 */
public record StreamsAppSettings(
    KafkaConnection kafka,
    TopicSettings topics,
    CountingRules rules,
    ProcessingSettings processing,
    CassandraSettings cassandra,
    CassandraSettings reading,
    RankingSettings ranking,
    WebhookSettings webhook,
    InetSocketAddress http,
    ApiAccess access) {

  public StreamsAppSettings {
    requireNonNull(kafka, "kafka");
    requireNonNull(topics, "topics");
    requireNonNull(rules, "rules");
    requireNonNull(processing, "processing");
    requireNonNull(cassandra, "cassandra");
    requireNonNull(ranking, "ranking");
    requireNonNull(webhook, "webhook");
    requireNonNull(reading, "reading");
    requireNonNull(http, "http");
    requireNonNull(access, "access");
  }
}
