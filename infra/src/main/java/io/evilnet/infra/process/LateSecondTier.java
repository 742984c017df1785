package io.evilnet.infra.process;

import java.util.List;

/**
 * JVM options of a process that shares few cores with other processes: its second-tier compiler
 * (C2) takes a method after ten times as many calls and loops as by default.
 *
 * <p>What is hot for hours is compiled by it all the same, a minute later. What is not keeps the
 * code of the first tier: in its first minutes a Cassandra on two cores spends a quarter of its
 * processor time on compiling methods that never pay for it.
 */
public final class LateSecondTier {

  /** The defaults of JDK 17 are 5,000, 600, 15,000 and 40,000. */
  public static final List<String> OPTIONS =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  private LateSecondTier() {}
}
