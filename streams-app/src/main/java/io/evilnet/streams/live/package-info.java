/** What changes: the topic of counts, read as it grows, for whoever wants to see it at once. */
package io.evilnet.streams.live;
