/**
 * The domain: what a post is, which city and window it belongs to, and how it is counted.
 *
 * <p>Plain Java over bytes and values. Nothing here knows Kafka, Spark, Cassandra or HTTP; the
 * stream and the batch job call these same classes, so they can only differ by what they were
 * given.
 */
package io.evilnet.core;
