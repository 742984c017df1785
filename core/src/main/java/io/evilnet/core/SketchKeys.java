package io.evilnet.core;

import java.time.Instant;
import java.util.Optional;

/** A lookup of {@link SketchKey}s by window. */
@FunctionalInterface
public interface SketchKeys {

  /** Returns the key of the sketches of a window; empty while it is unknown. */
  Optional<SketchKey> of(Instant windowStart);
}
