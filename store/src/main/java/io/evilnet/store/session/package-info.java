/** Sessions with Cassandra and their settings. */
package io.evilnet.store.session;
