package io.evilnet.ingest.replay;

/**
 * A post found in a document.
 *
 * @param json a line of the stream that contains it
 * @param asIs whether the document is such a line itself
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes in transit, never compared.
record FoundPost(byte[] json, boolean asIs) {}
