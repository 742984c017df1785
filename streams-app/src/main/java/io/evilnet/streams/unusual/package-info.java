/** Comparison of each city, region and country, and of all cities, with its own recent past. */
package io.evilnet.streams.unusual;
