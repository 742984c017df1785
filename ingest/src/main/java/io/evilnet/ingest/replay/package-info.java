/** Replay of files of posts into Kafka, as if they were received now. */
package io.evilnet.ingest.replay;
