package io.evilnet.launcher.process;

import java.util.List;

/**
 * JVM options of a process that shares few cores with other processes: its second-tier compiler
 * (C2) compiles a method after ten times the default number of invocations and loops.
 *
 * <p>Methods that stay hot are compiled a minute later. Others keep the code of the first tier: in
 * its first minutes Cassandra on two cores spends a quarter of its CPU time on compilations whose
 * cost is never recovered.
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
