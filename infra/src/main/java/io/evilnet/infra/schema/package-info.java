/** Cassandra: the schema, and the ways a session is opened. */
package io.evilnet.infra.schema;
