package io.evilnet.core;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;

/**
 * The users of any windows and cities: bounds from their exact counts, and sketches of the users.
 *
 * @param least lower bound: the largest of the exact counts
 * @param most upper bound: the sum of the exact counts
 * @param unsketched the sum of the counts whose sketch is missing or incomplete
 * @param sketches the sketches of the other users, one per key; a user active under two keys is in
 *     both
 */
public record UserSet(long least, long most, long unsketched, List<UserSketch> sketches)
    implements Serializable {

  public static final UserSet EMPTY = new UserSet(0, 0, 0, List.of());

  /**
   * The upper bound of a complete sketch is never lower than the exact count by more than this
   * fraction of it, a sixteenth.
   */
  private static final int SHORTFALL_DIVISOR = 16;

  public UserSet {
    sketches = List.copyOf(sketches);
  }

  /**
   * Creates the set of the users of one window and city.
   *
   * @param exact the exact number of users
   * @param sketch the sketch of the users; regarded as missing if its estimate is far below {@code
   *     exact}
   */
  public static UserSet of(long exact, UserSketch sketch) {
    boolean missing = exact - sketch.count().high() > exact / SHORTFALL_DIVISOR;
    return new UserSet(
        exact, exact, missing ? exact : 0, sketch.isNone() ? List.of() : List.of(sketch));
  }

  /** Returns the union of the sets. */
  public static UserSet union(Collection<UserSet> sets) {
    return new UserSet(
        sets.stream().mapToLong(UserSet::least).max().orElse(0),
        sets.stream().mapToLong(UserSet::most).sum(),
        sets.stream().mapToLong(UserSet::unsketched).sum(),
        List.copyOf(
            sets.stream()
                .flatMap(set -> set.sketches().stream())
                .collect(
                    groupingBy(UserSketch::keyId, collectingAndThen(toList(), UserSketch::union)))
                .values()));
  }

  /** Returns the number of users. */
  public DistinctUsers count() {
    List<DistinctUsers> sketched = sketches.stream().map(UserSketch::count).toList();
    long low = within(sketched.stream().mapToLong(DistinctUsers::low).max().orElse(0));
    long high = within(sketched.stream().mapToLong(DistinctUsers::high).sum() + unsketched);
    boolean isEstimate = unsketched == 0 && sketched.size() == 1;
    return new DistinctUsers(
        isEstimate ? within(sketched.get(0).users()) : low + (high - low) / 2, low, high);
  }

  private long within(long users) {
    return Math.max(least, Math.min(most, users));
  }
}
