/** Doing things at a rate. */
package io.evilnet.ingest.pace;
