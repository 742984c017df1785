package io.evilnet.infra.schema;

/**
 * Cassandra holds another schema than this version reads and writes; the message has the remedy.
 */
public final class SchemaMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SchemaMismatchException(String message) {
    super(message);
  }
}
