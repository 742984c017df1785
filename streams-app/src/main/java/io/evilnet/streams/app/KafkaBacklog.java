package io.evilnet.streams.app;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.streams.topology.Backlog;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Reads the backlog from the brokers. */
final class KafkaBacklog implements Backlog, AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(4);

  private final Admin admin;

  KafkaBacklog(KafkaConnection kafka) {
    admin = kafka.admin(TIMEOUT);
  }

  @Override
  public CompletionStage<Long> end(String group, TopicPartition partition) {
    // The end offset first, since a later committed offset can only be higher.
    return offset(partition, OffsetSpec.latest())
        .thenCompose(end -> read(group, partition).thenApply(read -> read >= end ? 0 : end));
  }

  private CompletionStage<Long> read(String group, TopicPartition partition) {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .toCompletionStage()
        .thenCompose(
            committed ->
                Optional.ofNullable(committed.get(partition))
                    .<CompletionStage<Long>>map(this::offsetOf)
                    .orElseGet(() -> offset(partition, OffsetSpec.earliest())));
  }

  private CompletionStage<Long> offsetOf(OffsetAndMetadata committed) {
    return completedFuture(committed.offset());
  }

  private CompletionStage<Long> offset(TopicPartition partition, OffsetSpec spec) {
    return admin
        .listOffsets(Map.of(partition, spec))
        .partitionResult(partition)
        .toCompletionStage()
        .thenApply(found -> found.offset());
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
