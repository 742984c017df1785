/** Comparison of the counted totals with the rows. */
package io.evilnet.backfill.compare;
