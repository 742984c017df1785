/**
 * The domain model and the counting rules: parsing of posts, assignment to cities and windows,
 * counting.
 *
 * <p>Does not depend on Kafka, Spark, Cassandra or HTTP. The stream and the batch job share these
 * classes, so that equal input yields equal counts.
 */
package io.evilnet.core;
