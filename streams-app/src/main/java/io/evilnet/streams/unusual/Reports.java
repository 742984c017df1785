package io.evilnet.streams.unusual;

/** The subjects that were reported a short time ago, by any instance. */
interface Reports {

  /** Notes a report of a subject; false if there is one within the cool-down already. */
  boolean begin(String key);

  /** Takes back a report that did not arrive; returns at once. */
  void cancel(String key);
}
