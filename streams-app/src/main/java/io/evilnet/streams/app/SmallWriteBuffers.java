package io.evilnet.streams.app;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/**
 * Configures RocksDB with small write buffers, so that stores flush often.
 *
 * <p>Kafka Streams writes without RocksDB's log, and a commit does not flush (KIP-1035): after a
 * kill, the content of the write buffers is restored from the changelog. With the default of Kafka
 * Streams, 16 MiB, that is minutes of posts; with these, some ten thousand changes of a partition.
 */
public final class SmallWriteBuffers implements RocksDBConfigSetter {

  private static final long WRITE_BUFFER_BYTES = 2L * 1024 * 1024;

  /** Creates an instance; called by Kafka Streams for each store. */
  public SmallWriteBuffers() {}

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
  }

  @Override
  public void close(String storeName, Options options) {}
}
