/** The sink: writes the totals of {@code city-counts} to Cassandra. */
package io.evilnet.streams.sink;
