/** Lines of bytes: how they are cut out of a stream or a file, and what is kept with them. */
package io.evilnet.ingest.line;
