package io.evilnet.core;

/** What one line of X's stream turns out to be. */
public sealed interface StreamLine permits Tweet, StreamMessage, Malformed, KeepAlive {}
