/**
 * A stand-in for X: a seeded generator of posts, and a server that hands them out as X's API does.
 *
 * <p>All posts, authors and texts are invented; cities and their sizes are real ones, but for those
 * that are added when more are asked for.
 */
package io.evilnet.ingest.simulator;
