/**
 * The counting as a Kafka Streams topology: count per partition, then merge.
 *
 * <p>Processing is at least once, and the counts are exact: the durable state are the tweets
 * themselves, of which the counts are a function; they are stored in pages of offsets, so that a
 * record that is read again is distinguished from a duplicate by its offset; and partial counts are
 * absolute and never decrease, so that emitting one again is idempotent.
 */
package io.evilnet.streams.topology;
