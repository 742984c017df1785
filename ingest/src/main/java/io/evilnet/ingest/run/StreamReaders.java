package io.evilnet.ingest.run;

import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The concurrent readers of a collector's connections. */
final class StreamReaders implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamReaders.class);

  private final Map<String, StreamReader> readers;

  /**
   * @param readers one or more readers by connection name
   */
  StreamReaders(Map<String, StreamReader> readers) {
    this.readers = new LinkedHashMap<>(readers);
  }

  /**
   * Reads until it is stopped, or until X has rejected every connection permanently: a single
   * rejection does not end the others.
   *
   * @return {@link StreamEnd.Stopped}, or the last rejection
   * @throws IOException if a line could not be stored, which ends all
   */
  StreamEnd run() throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(readers.size());
    CompletionService<StreamEnd> ends = new ExecutorCompletionService<>(threads);
    for (Map.Entry<String, StreamReader> each : readers.entrySet()) {
      var unused = ends.submit(() -> run(each.getKey(), each.getValue()));
    }
    try {
      StreamEnd last = null;
      for (int i = 0; i < readers.size(); i++) {
        StreamEnd end = ends.take().get();
        last = last instanceof StreamEnd.Stopped ? last : end;
      }
      return last;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } finally {
      stop();
      threads.shutdown();
    }
  }

  /** Stops {@link #run()}; may be called from any thread. */
  void stop() {
    readers.values().forEach(StreamReader::stop);
  }

  @Override
  public void close() {
    readers.values().forEach(StreamReader::close);
  }

  private StreamEnd run(String name, StreamReader reader) throws IOException, InterruptedException {
    Thread.currentThread().setName("stream-" + name);
    StreamEnd end = reader.run();
    if (end instanceof StreamEnd.Refused && readers.size() > 1) {
      LOG.error("Closing connection {}: {}. Other connections continue", name, end.description());
    }
    return end;
  }
}
