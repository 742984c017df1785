/** How much of the stream each site receives, told from the retained posts. */
package io.evilnet.streams.fidelity;
