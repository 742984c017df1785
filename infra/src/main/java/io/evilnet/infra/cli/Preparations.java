package io.evilnet.infra.cli;

/**
 * What is done once before applications start.
 *
 * @param topics for all that reach Kafka
 * @param store for the one that writes to Cassandra
 */
record Preparations(Runnable topics, Runnable store) {
  /** For those who only look. */
  static final Preparations NONE = new Preparations(() -> {}, () -> {});

  void all() {
    topics.run();
    store.run();
  }
}
