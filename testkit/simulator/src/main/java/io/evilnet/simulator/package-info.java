/**
 * Simulator of X: a seeded generator of posts, and a server that delivers them as X's API does.
 *
 * <p>Posts, authors and texts are invented; cities and their populations are real, except for
 * cities that are added to reach a minimum number.
 */
package io.evilnet.simulator;
