package io.evilnet.streams.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import io.evilnet.streams.topology.StateMismatchException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs without a server: nothing listens on port 1. */
class StreamsRunnerTest {

  private static final String REMEDY = "start with another application-id and another keyspace";

  private static final class MismatchedStateProcessor
      implements Processor<byte[], byte[], Void, Void> {
    @Override
    public void init(ProcessorContext<Void, Void> context) {
      throw new StateMismatchException(REMEDY);
    }

    @Override
    public void process(Record<byte[], byte[]> line) {}
  }

  @TempDir private Path directory;

  @Test
  void shouldFailWithRemedyAfterStateMismatch() {
    RuntimeException failure =
        catchRuntimeException(() -> new TopologyTestDriver(topology(), properties()).close());

    assertThatThrownBy(() -> awaitEnd(failure))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(REMEDY);
  }

  @Test
  void shouldFailWithCauseOfOtherFailure() {
    StreamsException failure =
        new StreamsException("poll", new IllegalArgumentException("of a client"));

    assertThatThrownBy(() -> awaitEnd(failure))
        .isInstanceOf(StreamsException.class)
        .hasMessage("stream processing terminated: poll")
        .hasCause(failure);
  }

  private void awaitEnd(RuntimeException failure) throws InterruptedException {
    StreamsAppSettings settings = StreamsPropertiesTest.settings("streams-1");
    MeterRegistry registry = new SimpleMeterRegistry();
    try (StreamsRunner runner =
        new StreamsRunner(
            topology(),
            properties(),
            settings.processing(),
            new CountingClients(registry),
            registry)) {
      runner.end(failure);
      runner.awaitEnd();
    }
  }

  private static Topology topology() {
    return new Topology()
        .addSource("tweets", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "tweets")
        .addProcessor("count-tweets", MismatchedStateProcessor::new, "tweets");
  }

  private Properties properties() {
    Properties properties = StreamsProperties.of(StreamsPropertiesTest.settings("streams-1"));
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    return properties;
  }
}
