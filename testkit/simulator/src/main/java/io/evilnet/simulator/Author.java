package io.evilnet.simulator;

/**
 * Simulated author.
 *
 * @param id {@code author_id}
 * @param home city of most of the posts
 */
record Author(long id, SimulatedPlace home) {}
