package io.evilnet.core;

/** A blank line, which X sends at least every 20 seconds to show that the connection lives. */
public record KeepAlive() implements StreamLine {}
