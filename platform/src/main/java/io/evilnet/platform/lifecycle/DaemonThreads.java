package io.evilnet.platform.lifecycle;

import java.util.concurrent.ThreadFactory;

/** Factories of threads that do not keep the JVM alive. */
public final class DaemonThreads {

  private DaemonThreads() {}

  /** Returns a factory whose threads have a name. */
  public static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
