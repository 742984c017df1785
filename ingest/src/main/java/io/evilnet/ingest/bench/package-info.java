/** The way of a post through ingest, measured next to a plain producer. */
package io.evilnet.ingest.bench;
