/** The process, which runs the topology, the sink, the ranking and the HTTP server. */
package io.evilnet.streams.app;
