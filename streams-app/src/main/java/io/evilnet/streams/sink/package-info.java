/**
 * The sink: takes totals from {@code city-counts} and makes the rows of Cassandra equal to them.
 */
package io.evilnet.streams.sink;
