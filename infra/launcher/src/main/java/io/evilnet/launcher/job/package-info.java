/** Runs of the batch job: its process, its repetition, and the metrics of repeated runs. */
package io.evilnet.launcher.job;
