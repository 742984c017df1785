/** The offsets of the topic and of the stream, read from Kafka. */
package io.evilnet.backfill.offsets;
