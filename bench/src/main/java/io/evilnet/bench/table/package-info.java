/** Markdown tables of measured figures. */
package io.evilnet.bench.table;
