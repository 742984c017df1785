/** How a plain consumer of Kafka lives in this process. */
package io.evilnet.streams.consumer;
