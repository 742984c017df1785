package io.evilnet.streams.app;

import io.evilnet.core.SketchKey;
import io.evilnet.core.SketchKeys;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.lifecycle.DaemonThreads;
import io.evilnet.platform.topics.SketchKeyTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache of the sketch keys in Kafka. An unknown key is fetched in the background with retries, so
 * that counting never blocks.
 */
final class KafkaSketchKeys implements SketchKeys, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaSketchKeys.class);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final SketchKeyTopic topic;
  private volatile String lastProblem = "";
  private final Map<Long, SketchKey> known = new ConcurrentHashMap<>();
  private final Set<Long> pending = ConcurrentHashMap.newKeySet();
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(DaemonThreads.named("sketch-keys"));

  KafkaSketchKeys(KafkaConnection kafka) {
    this.topic = new SketchKeyTopic(kafka, TIMEOUT);
  }

  @Override
  public Optional<SketchKey> of(Instant windowStart) {
    long epoch = SketchKey.epochOf(windowStart);
    SketchKey key = known.get(epoch);
    if (key == null && !background.isShutdown() && pending.add(epoch)) {
      background.execute(() -> fetch(epoch));
    }
    return Optional.ofNullable(key);
  }

  private void fetch(long epoch) {
    try {
      known.putAll(topic.keys(List.of(epoch)));
      lastProblem = "";
    } catch (RuntimeException e) {
      if (!e.toString().equals(lastProblem)) {
        lastProblem = e.toString();
        LOG.warn("cannot read the sketch key of epoch {}; retrying", epoch, e);
      }
    } finally {
      pending.remove(epoch);
    }
  }

  @Override
  public void close() {
    background.shutdownNow();
  }
}
