/** The completeness of the stream at each site, computed from the retained posts. */
package io.evilnet.streams.fidelity;
