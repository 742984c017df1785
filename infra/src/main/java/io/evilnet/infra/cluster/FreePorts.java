package io.evilnet.infra.cluster;

import io.evilnet.infra.process.Port;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

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
      if (isFree(candidate)) {
        given.add(candidate);
        return candidate;
      }
    }
  }

  /** The first of several ports in a row, all free now and not given before. */
  public int row(int length) {
    while (true) {
      int first = ThreadLocalRandom.current().nextInt(FROM, TO - length);
      if (IntStream.range(first, first + length).allMatch(this::isFree)) {
        IntStream.range(first, first + length).forEach(given::add);
        return first;
      }
    }
  }

  private boolean isFree(int port) {
    return !given.contains(port) && new Port("a free port", port).isFree();
  }
}
