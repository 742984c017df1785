/** Execution of a job, from its lease to its report. */
package io.evilnet.backfill.run;
