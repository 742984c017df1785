package io.evilnet.store.schema;

/**
 * Thrown if the schema in Cassandra differs from that of this version; the message contains the
 * remedy.
 */
public final class SchemaMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SchemaMismatchException(String message) {
    super(message);
  }
}
