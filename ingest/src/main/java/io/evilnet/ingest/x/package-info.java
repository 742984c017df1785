/** X's API v2: the filtered stream, its rules, and how a connection that ended is made again. */
package io.evilnet.ingest.x;
