/**
 * Fault injection into a running system by a seeded schedule, with invariants checked against an
 * oracle that shares no code with the system.
 */
package io.evilnet.chaos;
