/**
 * Breaks the running system on a seeded schedule, and holds what it counts against an oracle that
 * shares no code with it.
 */
package io.evilnet.chaos;
