/** Comparison of each city, and of all together, with its own recent past. */
package io.evilnet.streams.unusual;
