/** The ingest process: stream, spool, Kafka, and what can be seen of it from outside. */
package io.evilnet.ingest.run;
