package io.evilnet.streams.app;

import io.evilnet.core.CountingRules;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.TopicSettings;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.streams.http.ApiAccess;
import io.evilnet.streams.ranking.RankingSettings;
import io.evilnet.streams.unusual.WebhookSettings;
import java.net.InetSocketAddress;

/**
 * The settings of the process.
 *
 * @param kafka the connection to Kafka
 * @param topics the configuration of the topics
 * @param rules the counting rules
 * @param processing the settings of stream processing
 * @param cassandra the connection for writing rows
 * @param reading the connection of the read-only role to the same Cassandra
 * @param ranking the settings of the ranking
 * @param webhook the receiver of findings of unusual cities
 * @param simulated true if the posts are simulated, which the dashboard shows
 * @param http the address of the HTTP server
 * @param access authentication, TLS and allowed origins of the HTTP server
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
    boolean simulated,
    InetSocketAddress http,
    ApiAccess access) {}
