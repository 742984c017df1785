/** Rows as tables, CSV and JSON. */
package io.evilnet.streams.format;
