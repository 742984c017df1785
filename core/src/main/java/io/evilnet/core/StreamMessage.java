package io.evilnet.core;

/**
 * A message of X about the stream itself: a line with {@code errors}, or a problem object (RFC
 * 9457), and no {@code data}. Its texts are printable.
 *
 * @param title the problem's, or the first error's, {@code title}; empty when missing
 * @param type the problem's, or the first error's, {@code type}, a URI whose host varies; empty
 *     when missing
 * @param detail the problem's, or the first error's, {@code detail}; empty when missing
 */
public record StreamMessage(String title, String type, String detail) implements StreamLine {

  private static final String OPERATIONAL_DISCONNECT = "operational-disconnect";

  /** Returns true if X announces that it closes the connection. */
  public boolean isDisconnect() {
    return title.equals(OPERATIONAL_DISCONNECT) || type.endsWith("/" + OPERATIONAL_DISCONNECT);
  }
}
