package io.evilnet.chaos.fault;

import java.time.Instant;

/** An injected fault. */
public record InjectedFault(Fault fault, Instant from, Instant to) {}
