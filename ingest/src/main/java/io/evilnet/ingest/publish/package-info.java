/** From received lines to records in Kafka. */
package io.evilnet.ingest.publish;
