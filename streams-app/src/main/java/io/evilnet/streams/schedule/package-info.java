/** Tasks that repeat in the background. */
package io.evilnet.streams.schedule;
