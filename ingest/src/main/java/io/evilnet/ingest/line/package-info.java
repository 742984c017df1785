/** Lines of bytes: splitting of streams and files, and metadata of lines. */
package io.evilnet.ingest.line;
