package io.evilnet.core;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;

/**
 * The users of any windows and cities: what their exact counts say for certain, and a sketch of who
 * they are.
 *
 * @param least so many there are: the largest of the exact counts
 * @param most there are no more: the sum of the exact counts
 * @param unsketched the sum of those counts whose sketch is missing or lacks users, as rows from
 *     before there were sketches
 * @param sketches the users of the others, one sketch a key: a user who was active under two keys
 *     is in both, unrecognized
 */
public record UserSet(long least, long most, long unsketched, List<UserSketch> sketches)
    implements Serializable {

  public static final UserSet EMPTY = new UserSet(0, 0, 0, List.of());

  /** A sixteenth, or five standard errors: a sketch of all does not fall so short. */
  private static final int FAR = 16;

  public UserSet {
    sketches = List.copyOf(sketches);
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
    return new UserSet(
        exact, exact, missing ? exact : 0, sketch.isNone() ? List.of() : List.of(sketch));
  }

  /** Who is in one of the sets. */
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

  /** How many there are. */
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
