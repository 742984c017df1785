package io.evilnet.core;

import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A fixed table of the sketch keys of some epochs.
 *
 * @param byEpoch by {@link SketchKey#epochOf}
 */
public record SketchKeyTable(Map<Long, SketchKey> byEpoch) implements SketchKeys, Serializable {

  public SketchKeyTable {
    byEpoch = Map.copyOf(byEpoch);
  }

  @Override
  public Optional<SketchKey> of(Instant windowStart) {
    return Optional.ofNullable(byEpoch.get(SketchKey.epochOf(windowStart)));
  }
}
