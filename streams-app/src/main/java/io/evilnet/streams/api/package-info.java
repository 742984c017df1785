/** The query API: what Cassandra holds, over HTTP, and what changes, as it changes. */
package io.evilnet.streams.api;
