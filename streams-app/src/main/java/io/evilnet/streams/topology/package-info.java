/**
 * The counting as a Kafka Streams topology: count per partition, then merge.
 *
 * <p>At-least-once processing, exact counts. What makes it so: the tweets themselves are the
 * durable state and the counts a function of them; they are stored in pages from one offset to
 * another, so that a record that is read again is told from a duplicate by its offset; and partial
 * counts are absolute and only grow, so that sending one again changes nothing.
 */
package io.evilnet.streams.topology;
