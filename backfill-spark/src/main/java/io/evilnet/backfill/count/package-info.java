/** Counting of the retained posts in Spark. */
package io.evilnet.backfill.count;
