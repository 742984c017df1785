/** Producer of received lines. */
package io.evilnet.ingest.publish;
