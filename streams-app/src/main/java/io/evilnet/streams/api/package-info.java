/** The query API: counts of Cassandra over HTTP, and their changes as server-sent events. */
package io.evilnet.streams.api;
