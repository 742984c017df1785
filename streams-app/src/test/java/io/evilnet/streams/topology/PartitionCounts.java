package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.StreamLine;
import io.evilnet.core.TweetParser;
import java.util.List;
import java.util.stream.IntStream;

/** Counts of a partition with a {@link RecordedStore}, in batches of one record. */
final class PartitionCounts {

  private PartitionCounts() {}

  static PartitionCount open(RecordedStore store) {
    return new PartitionCount(TopologyHarness.SETTINGS, store.pages(), TopologyHarness.NOW);
  }

  /** Processes lines from offset 0. */
  static void processAll(PartitionCount count, List<StreamLine> lines) {
    for (int offset = 0; offset < lines.size(); offset++) {
      process(count, lines.get(offset), offset);
    }
  }

  static void process(PartitionCount count, StreamLine line, long offset) {
    count.accept(line, offset, TopologyHarness.NOW);
    count.store();
  }

  static StreamLine line(Post post) {
    return new TweetParser().parse(post.json().getBytes(UTF_8));
  }

  /** Returns tweets of one city and window, each of a different user. */
  static List<StreamLine> tweets(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> line(Post.at("14:00:01", 1 + i, 100 + i, "Montréal")))
        .toList();
  }
}
