package io.evilnet.streams.unusual;

/** The recently reported subjects of all instances. */
interface Reports {

  /** Records a report of a subject; returns false if there is one within the cool-down. */
  boolean begin(String key);

  /** Removes a report that was not delivered; does not block. */
  void cancel(String key);
}
