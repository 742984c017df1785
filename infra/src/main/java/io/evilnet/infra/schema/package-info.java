/** Cassandra: schema, sessions and role provisioning. */
package io.evilnet.infra.schema;
