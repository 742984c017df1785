/** The ingest process: streams, spool, Kafka, health and metrics. */
package io.evilnet.ingest.run;
