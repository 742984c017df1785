package io.evilnet.streams.topology;

/** A result of counting a partition. */
sealed interface Counted permits PartialBatch, DeadLetter {}
