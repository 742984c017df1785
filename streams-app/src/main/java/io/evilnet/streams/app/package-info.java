/** The process: the topology's runner, the sink, the ranking and the HTTP server, put together. */
package io.evilnet.streams.app;
