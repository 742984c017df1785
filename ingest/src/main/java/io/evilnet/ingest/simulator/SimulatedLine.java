package io.evilnet.ingest.simulator;

/** A line of the stream, with what rules look at. */
final class SimulatedLine {

  private final byte[] bytes;
  private final SimulatedPlace place;

  /**
   * A line.
   *
   * @param bytes without a line end; not copied
   * @param place where its post is tagged; null without a place
   */
  SimulatedLine(byte[] bytes, SimulatedPlace place) {
    this.bytes = bytes;
    this.place = place;
  }

  /** Without a line end; not a copy. */
  byte[] bytes() {
    return bytes;
  }

  /** Where its post is tagged; null without a place. */
  SimulatedPlace place() {
    return place;
  }

  SimulatedLine with(byte[] otherBytes) {
    return new SimulatedLine(otherBytes, place);
  }
}
