package io.evilnet.launcher.cluster;

import io.evilnet.launcher.process.Port;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Finds free ports.
 *
 * <p>They are below the range of ephemeral ports (32768 on Linux), so that a client cannot take the
 * port of a broker that is down. Of test processes that run at the same time, numbered by the
 * property {@code evilnet.fork} from 1, each has a part of the range.
 */
public final class FreePorts {
  private static final int LENGTH = 4_000;
  private static final int FROM = 16_000 + LENGTH * (Integer.getInteger("evilnet.fork", 1) % 4);
  private static final int TO = FROM + LENGTH;

  private final Set<Integer> returned = new HashSet<>();

  /** Returns a free port that this instance has not returned before. */
  public int next() {
    while (true) {
      int candidate = ThreadLocalRandom.current().nextInt(FROM, TO);
      if (isFree(candidate)) {
        returned.add(candidate);
        return candidate;
      }
    }
  }

  /** Returns the first of several consecutive free ports that have not been returned before. */
  public int row(int length) {
    while (true) {
      int first = ThreadLocalRandom.current().nextInt(FROM, TO - length);
      if (IntStream.range(first, first + length).allMatch(this::isFree)) {
        IntStream.range(first, first + length).forEach(returned::add);
        return first;
      }
    }
  }

  private boolean isFree(int port) {
    return !returned.contains(port) && new Port("a free port", port).isFree();
  }
}
