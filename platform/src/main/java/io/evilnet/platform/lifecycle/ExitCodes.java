package io.evilnet.platform.lifecycle;

/** Exit codes of EvilNet's processes and of processes terminated by a signal. */
public final class ExitCodes {

  /** Temporary failure; a restart resolves it (sysexits' {@code EX_TEMPFAIL}). */
  public static final int TRY_AGAIN = 75;

  /** SIGKILL, as reported by a shell and by Java: 128 plus the signal's number. */
  public static final int KILLED = 128 + 9;

  /** SIGTERM. */
  public static final int TERMINATED = 128 + 15;

  private ExitCodes() {}
}
