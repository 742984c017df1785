package io.evilnet.store.schema;

/**
 * Signals that Cassandra contains another schema than this version reads and writes; the message
 * names the remedy.
 */
public final class SchemaMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SchemaMismatchException(String message) {
    super(message);
  }
}
