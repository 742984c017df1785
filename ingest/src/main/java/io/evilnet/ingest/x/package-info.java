/** Client of X's API v2: streams, rules and reconnection. */
package io.evilnet.ingest.x;
