package io.evilnet.streams.read;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.protocol.internal.util.Bytes;
import io.evilnet.core.UserSketch;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The column {@code users_sketch}. */
final class UsersSketchColumn {

  private static final Logger LOG = LoggerFactory.getLogger(UsersSketchColumn.class);

  private UsersSketchColumn() {}

  /** None of a row from before there were any, and of one that another version wrote. */
  static UserSketch read(Row row) {
    ByteBuffer bytes = row.getByteBuffer("users_sketch");
    try {
      return bytes == null ? UserSketch.NONE : UserSketch.ofBytes(Bytes.getArray(bytes));
    } catch (IllegalArgumentException e) {
      LOG.debug("users are known by their number only", e);
      return UserSketch.NONE;
    }
  }
}
