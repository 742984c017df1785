package io.evilnet.core;

import java.time.Instant;
import java.util.Optional;

/** The {@link SketchKey}s of all windows. */
@FunctionalInterface
public interface SketchKeys {

  /** The key of the sketches of a window; empty while it is not known. */
  Optional<SketchKey> of(Instant windowStart);
}
