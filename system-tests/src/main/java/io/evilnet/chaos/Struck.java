package io.evilnet.chaos;

import java.time.Instant;

/** A fault that has happened. */
record Struck(Fault fault, Instant from, Instant to) {}
