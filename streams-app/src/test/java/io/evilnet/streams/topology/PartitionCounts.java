package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.StreamLine;
import io.evilnet.core.TweetParser;
import java.util.List;
import java.util.stream.IntStream;

/** Counts of a partition over recorded stores, in batches of one record. */
final class PartitionCounts {

  private PartitionCounts() {}

  static PartitionCount open(RecordedStore store) {
    return new PartitionCount(TopologyHarness.SETTINGS, store.pages(), TopologyHarness.NOW);
  }

  /** Passes the lines from offset 0 on. */
  static void takeAll(PartitionCount count, List<StreamLine> lines) {
    for (int offset = 0; offset < lines.size(); offset++) {
      take(count, lines.get(offset), offset);
    }
  }

  static void take(PartitionCount count, StreamLine line, long offset) {
    count.accept(line, offset, TopologyHarness.NOW);
    count.store();
  }

  static StreamLine line(Post post) {
    return new TweetParser().parse(post.json().getBytes(UTF_8));
  }

  /** Tweets of one city and window, each of another user. */
  static List<StreamLine> tweets(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> line(Post.at("14:00:01", 1 + i, 100 + i, "Montréal")))
        .toList();
  }
}
