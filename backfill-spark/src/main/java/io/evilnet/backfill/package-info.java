/**
 * The batch engine: a Spark job that recounts the retained posts, compares the result with the rows
 * in Cassandra, and repairs them.
 *
 * <p>It counts with the same classes of {@code core} as the stream. Posts are never shuffled: each
 * partition of the topic is counted by one task, and only counts are shuffled.
 */
package io.evilnet.backfill;
