/** The schema of Cassandra, and the settings that its counts were made with. */
package io.evilnet.store.schema;
