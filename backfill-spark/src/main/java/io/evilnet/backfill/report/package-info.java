/** The outcome of a job, as text, JSON and HTML. */
package io.evilnet.backfill.report;
