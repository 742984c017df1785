/** Rankings of the cities with the highest and lowest counts. */
package io.evilnet.streams.ranking;
