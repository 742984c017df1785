package io.evilnet.simulator;

import io.evilnet.simulator.Fault.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sequence of faults with the number of lines before each.
 *
 * <p>As text: {@code reset@200,unavailable,stall@50} resets the connection after 200 lines,
 * responds to the next request with 503, and stalls 50 lines later. {@code random@500} is an
 * endless sequence of random faults, 500 lines apart on average.
 */
public final class FaultScript {

  /** No faults. */
  public static final FaultScript NONE = new FaultScript(List.of(), 0, 0);

  private static final Pattern STEP = Pattern.compile("([a-z0-9-]+)(?:@(\\d{1,9}))?");
  private static final List<Fault> TRANSIENT = Fault.transientFaults();
  private static final String RANDOM = "random";
  private static final int DEFAULT_LINES_APART = 1_000;

  /**
   * A fault.
   *
   * @param fault the fault
   * @param lines lines since the previous one; for faults of a connection or a line, as others wait
   *     for the next request
   */
  record Step(Fault fault, long lines) {}

  private final List<Step> steps;
  private final long seed;
  private final long linesApart;

  private FaultScript(List<Step> steps, long seed, long linesApart) {
    this.steps = List.copyOf(steps);
    this.seed = seed;
    this.linesApart = linesApart;
  }

  /**
   * Parses a script.
   *
   * @param text as above; blank for none
   * @param seed seed of the random faults
   * @throws IllegalArgumentException if it is malformed
   */
  public static FaultScript parse(String text, long seed) {
    List<Step> steps = new ArrayList<>();
    for (String part : text.isBlank() ? new String[0] : text.trim().split("\\s*,\\s*", -1)) {
      Matcher step = STEP.matcher(part);
      if (!step.matches()) {
        throw new IllegalArgumentException(
            "faults must be names with a number of lines, as in reset@200,unavailable, but contains '%s'"
                .formatted(part));
      }
      long lines = step.group(2) == null ? 0 : Long.parseLong(step.group(2));
      if (step.group(1).equals(RANDOM)) {
        return random(steps, seed, lines == 0 ? DEFAULT_LINES_APART : lines);
      }
      steps.add(new Step(Fault.of(step.group(1)), lines));
    }
    return new FaultScript(steps, seed, 0);
  }

  private static FaultScript random(List<Step> before, long seed, long linesApart) {
    return new FaultScript(before, seed, linesApart);
  }

  Iterator<Step> steps() {
    Iterator<Step> fixed = steps.iterator();
    Iterator<Step> endless = linesApart == 0 ? Collections.emptyIterator() : new RandomSteps();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return fixed.hasNext() || endless.hasNext();
      }

      @Override
      public Step next() {
        return fixed.hasNext() ? fixed.next() : endless.next();
      }
    };
  }

  private final class RandomSteps implements Iterator<Step> {

    private final SplittableRandom random = new SplittableRandom(seed);
    private Fault pending;
    private boolean connected = true;

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Step next() {
      long lines = random.nextLong(2 * linesApart);
      Fault fault = pending == null ? TRANSIENT.get(random.nextInt(TRANSIENT.size())) : pending;
      pending = null;
      if (fault.kind() == Kind.REQUEST && connected) {
        // Without a closed connection there is no request that could fail.
        pending = fault;
        fault = Fault.END;
      }
      connected = fault.kind() == Kind.LINE;
      return new Step(fault, lines);
    }
  }
}
