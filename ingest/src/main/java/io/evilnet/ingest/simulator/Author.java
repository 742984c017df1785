package io.evilnet.ingest.simulator;

/**
 * Somebody who posts.
 *
 * @param id {@code author_id}
 * @param home the city most of the posts come from
 */
record Author(long id, SimulatedPlace home) {}
