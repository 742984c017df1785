/** Sends dead letters to {@code tweets} again. */
package io.evilnet.ingest.redeliver;
