package io.evilnet.chaos;

import java.time.Instant;

/** An injected fault. */
record Struck(Fault fault, Instant from, Instant to) {}
