package io.evilnet.ingest.simulator;

/**
 * A post that others can refer to.
 *
 * @param id its id
 * @param author who wrote it
 * @param place where it is tagged; null without a place
 */
record SimulatedPost(long id, Author author, SimulatedPlace place) {}
