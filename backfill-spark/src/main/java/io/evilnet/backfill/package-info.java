/**
 * The second engine: a Spark job that counts the retained posts again, compares the result with
 * what Cassandra holds, and repairs it.
 *
 * <p>It counts with the same classes of {@code core} as the stream. Posts are never shuffled: each
 * partition of the topic is counted by one task, and only counts travel.
 */
package io.evilnet.backfill;
