package io.evilnet.ingest.x;

import io.evilnet.ingest.x.StreamEnd.DailyLimitReached;
import java.util.Optional;

/** Limit of the posts to be read. Thread-safe. */
@FunctionalInterface
public interface PostBudget {

  /** Returns the reason not to read now; empty if reading is permitted. */
  Optional<DailyLimitReached> exhausted();
}
