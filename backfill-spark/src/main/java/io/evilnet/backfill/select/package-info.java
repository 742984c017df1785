/** The selection of the windows that a job may count. */
package io.evilnet.backfill.select;
