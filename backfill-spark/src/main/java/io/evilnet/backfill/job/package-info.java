/** The settings of a job. */
package io.evilnet.backfill.job;
