package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.protocol.internal.util.Bytes;
import io.evilnet.core.CityCounts;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The columns of both tables of the counts of cities. */
final class CountColumns {

  static final String NAMES = "tweets, retweets, users, users_sketch, received_retweets";

  private static final Logger LOG = LoggerFactory.getLogger(CountColumns.class);

  private CountColumns() {}

  /** Binds the counts and the sketch; absent values are unset, so that stored ones remain. */
  static BoundStatementBuilder set(BoundStatementBuilder insert, CityCounts total) {
    Counts counts = total.counts();
    BoundStatementBuilder set =
        insert
            .setLong("tweets", counts.tweets())
            .setLong("retweets", counts.retweets())
            .setLong("users", counts.users());
    if (counts.receivedRetweets() > 0) {
      set = set.setLong("received_retweets", counts.receivedRetweets());
    }
    return total.users().isNone() ? set : setSketch(set, total.users());
  }

  /** Binds the counts and the sketch, including absent ones, and the TTL. */
  static BoundStatementBuilder replace(
      BoundStatementBuilder insert, CityCounts total, int ttlSeconds) {
    return setSketch(set(insert, total), total.users())
        .setLong("received_retweets", total.counts().receivedRetweets())
        .setInt("ttl", ttlSeconds);
  }

  private static BoundStatementBuilder setSketch(BoundStatementBuilder insert, UserSketch users) {
    return insert.setByteBuffer("users_sketch", ByteBuffer.wrap(users.toBytes()));
  }

  /** Decodes counts; absent received retweets are zero. */
  static Counts counts(Row row) {
    return new Counts(
        row.getLong("tweets"),
        row.getLong("retweets"),
        row.getLong("users"),
        row.getLong("received_retweets"));
  }

  /** Returns the sketch; none if the row has none, or one that this version cannot read. */
  static UserSketch sketch(Row row) {
    ByteBuffer bytes = row.getByteBuffer("users_sketch");
    try {
      return bytes == null ? UserSketch.NONE : UserSketch.ofBytes(Bytes.getArray(bytes));
    } catch (IllegalArgumentException e) {
      LOG.debug("cannot read the sketch of users; only their number is available", e);
      return UserSketch.NONE;
    }
  }
}
