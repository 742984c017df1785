/** Reading and repair of the rows in Cassandra, in the executors. */
package io.evilnet.backfill.rows;
