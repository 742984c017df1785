package io.evilnet.core;

/** The parsed content of a line of X's stream. */
public sealed interface StreamLine permits Tweet, StreamMessage, Malformed, KeepAlive {}
