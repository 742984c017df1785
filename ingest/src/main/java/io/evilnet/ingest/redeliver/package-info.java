/** Redelivery of dead letters to {@code tweets}. */
package io.evilnet.ingest.redeliver;
