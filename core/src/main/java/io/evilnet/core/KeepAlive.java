package io.evilnet.core;

/** A keep-alive: a blank line, which X sends at least every 20 seconds. */
public record KeepAlive() implements StreamLine {}
