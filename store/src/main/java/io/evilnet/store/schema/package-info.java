/** The Cassandra schema: creation, validation and migration. */
package io.evilnet.store.schema;
