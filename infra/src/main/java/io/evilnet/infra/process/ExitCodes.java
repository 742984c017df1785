package io.evilnet.infra.process;

/** With what a process of ours, or one that a signal has ended, leaves. */
public final class ExitCodes {

  /** To be started again is all that it needs (sysexits' {@code EX_TEMPFAIL}). */
  public static final int TRY_AGAIN = 75;

  /** SIGKILL, as a shell and Java put it: 128 and its number. */
  public static final int KILLED = 128 + 9;

  /** SIGTERM. */
  public static final int TERMINATED = 128 + 15;

  private ExitCodes() {}
}
