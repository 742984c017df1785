/** The faults of a run and their injection. */
package io.evilnet.chaos.fault;
