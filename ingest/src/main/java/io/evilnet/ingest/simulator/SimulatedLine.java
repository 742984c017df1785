package io.evilnet.ingest.simulator;

/** A line of the stream with the place that rules match. */
final class SimulatedLine {

  private final byte[] bytes;
  private final SimulatedPlace place;

  /**
   * @param bytes without a line end; not copied
   * @param place place of its post; null without one
   */
  SimulatedLine(byte[] bytes, SimulatedPlace place) {
    this.bytes = bytes;
    this.place = place;
  }

  /** Returns the bytes without a line end; not a copy. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns the place of its post; null without one. */
  SimulatedPlace place() {
    return place;
  }

  SimulatedLine with(byte[] otherBytes) {
    return new SimulatedLine(otherBytes, place);
  }
}
