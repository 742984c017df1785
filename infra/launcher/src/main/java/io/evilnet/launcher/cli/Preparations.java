package io.evilnet.launcher.cli;

/**
 * Provisioning before applications start.
 *
 * @param topics for all applications that use Kafka
 * @param store for the application that writes to Cassandra
 */
record Preparations(Runnable topics, Runnable store) {
  /** No provisioning, for read-only commands. */
  static final Preparations NONE = new Preparations(() -> {}, () -> {});

  void all() {
    topics.run();
    store.run();
  }
}
