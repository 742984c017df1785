/** Rows as tables, CSV and JSON. */
package io.evilnet.platform.format;
