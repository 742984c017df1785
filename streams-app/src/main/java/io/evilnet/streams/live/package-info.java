/** The feed of changed counts, read from the end of the topic. */
package io.evilnet.streams.live;
