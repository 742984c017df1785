/** The commands of ingest: options in, exit codes out. */
package io.evilnet.ingest.cli;
