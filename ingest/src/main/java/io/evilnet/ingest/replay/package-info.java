/** Files of posts, brought into Kafka as if they were being received now. */
package io.evilnet.ingest.replay;
