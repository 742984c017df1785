/** The connection to Kafka: settings, requests and exceptions. */
package io.evilnet.platform.kafka;
