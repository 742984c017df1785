/** Rate limiting. */
package io.evilnet.ingest.pace;
