/** The connection to Kafka: its settings, and the exceptions of its answers. */
package io.evilnet.platform.kafka;
