/** The tables of Cassandra: one class per table, with its columns, statements and rows. */
package io.evilnet.store.table;
