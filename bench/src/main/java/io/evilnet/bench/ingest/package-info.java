/** Benchmark of ingest against a plain producer. */
package io.evilnet.bench.ingest;
