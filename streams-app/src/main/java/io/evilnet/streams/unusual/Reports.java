package io.evilnet.streams.unusual;

/** Which cities were reported a short time ago, by any instance. */
interface Reports {

  /** Notes a report of a city; false if there is one within the cool-down already. */
  boolean begin(String cityId);

  /** Takes back a report that did not arrive; returns at once. */
  void cancel(String cityId);
}
