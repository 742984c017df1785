/** Commands of ingest. */
package io.evilnet.ingest.cli;
