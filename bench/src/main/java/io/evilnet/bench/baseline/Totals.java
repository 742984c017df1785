package io.evilnet.bench.baseline;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The totals of a city and window; {@code users} is 0 without a count of distinct users. */
record Totals(long tweets, long retweets, long users) {

  static final Totals NONE = new Totals(0, 0, 0);

  Totals plus(boolean isRetweet, boolean isOfNewUser) {
    return new Totals(
        tweets + 1, isRetweet ? retweets + 1 : retweets, isOfNewUser ? users + 1 : users);
  }

  static Serde<Totals> serde() {
    return Serdes.serdeFrom((topic, totals) -> bytes(totals), (topic, bytes) -> totals(bytes));
  }

  private static byte[] bytes(Totals totals) {
    return totals == null
        ? null
        : ByteBuffer.allocate(3 * Long.BYTES)
            .putLong(totals.tweets)
            .putLong(totals.retweets)
            .putLong(totals.users)
            .array();
  }

  private static Totals totals(byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Totals(buffer.getLong(), buffer.getLong(), buffer.getLong());
  }
}
