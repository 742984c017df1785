package io.evilnet.simulator;

/**
 * A post that can be referenced.
 *
 * @param id its id
 * @param author its author
 * @param place its place; null without one
 */
record SimulatedPost(long id, Author author, SimulatedPlace place) {}
