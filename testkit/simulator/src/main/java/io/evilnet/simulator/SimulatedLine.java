package io.evilnet.simulator;

/**
 * A line of the stream with the place that rules match. Not for comparison.
 *
 * @param bytes without a line end; not copied
 * @param place place of its post; null without one
 */
@SuppressWarnings("ArrayRecordComponent")
record SimulatedLine(byte[] bytes, SimulatedPlace place) {

  SimulatedLine with(byte[] otherBytes) {
    return new SimulatedLine(otherBytes, place);
  }
}
