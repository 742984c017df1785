/** The cities with the most and the least in the last hour. */
package io.evilnet.streams.ranking;
