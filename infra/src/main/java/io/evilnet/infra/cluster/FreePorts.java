package io.evilnet.infra.cluster;

import io.evilnet.infra.process.Port;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports that nobody listens on.
 *
 * <p>They lie below the range from which the kernel takes the local ports of outgoing connections
 * (32768 on Linux), so that a client cannot take the port of a broker that is down for a moment.
 */
public final class FreePorts {
  private static final int FROM = 15_000;
  private static final int TO = 32_000;

  private final Set<Integer> given = new HashSet<>();

  /** A port that is free now and that this instance has not given before. */
  public int next() {
    while (true) {
      int candidate = ThreadLocalRandom.current().nextInt(FROM, TO);
      if (new Port("a free port", candidate).isFree() && given.add(candidate)) {
        return candidate;
      }
    }
  }
}
