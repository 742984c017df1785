package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Collection;

/**
 * The users of any windows and cities: what their exact counts say for certain, and a sketch of who
 * they are.
 *
 * @param least so many there are: the largest of the exact counts
 * @param most there are no more: the sum of the exact counts
 * @param unsketched the sum of those counts whose sketch is missing or lacks users, as rows from
 *     before there were sketches
 * @param sketch the users of the others
 */
public record UserSet(long least, long most, long unsketched, UserSketch sketch)
    implements Serializable {

  public static final UserSet EMPTY = new UserSet(0, 0, 0, UserSketch.NONE);

  /** A sixteenth, or five standard errors: a sketch of all does not fall so short. */
  private static final int FAR = 16;

  public UserSet {
    requireNonNull(sketch, "sketch");
  }

  /**
   * The users of one window and city.
   *
   * @param exact how many there are
   * @param sketch who they are; when it is far from all of them, as while an older version counted
   *     too, it is taken for missing
   */
  public static UserSet of(long exact, UserSketch sketch) {
    boolean missing = exact - sketch.count().high() > exact / FAR;
    return new UserSet(exact, exact, missing ? exact : 0, sketch);
  }

  /** Who is in one of the sets. */
  public static UserSet union(Collection<UserSet> sets) {
    return new UserSet(
        sets.stream().mapToLong(UserSet::least).max().orElse(0),
        sets.stream().mapToLong(UserSet::most).sum(),
        sets.stream().mapToLong(UserSet::unsketched).sum(),
        UserSketch.union(sets.stream().map(UserSet::sketch).toList()));
  }

  /** How many there are. */
  public DistinctUsers count() {
    DistinctUsers sketched = sketch.count();
    long low = within(sketched.low());
    long high = within(sketched.high() + unsketched);
    return new DistinctUsers(
        unsketched == 0 ? within(sketched.users()) : low + (high - low) / 2, low, high);
  }

  private long within(long users) {
    return Math.max(least, Math.min(most, users));
  }
}
