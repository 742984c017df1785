package io.evilnet.ingest.spool;

/**
 * How the spool is at a moment.
 *
 * @param bytes on disk
 * @param lagBytes of these, not acknowledged yet
 * @param damagedBytes passed over since the start because their checksum was wrong
 * @param blocked why nothing is accepted; empty when all is well
 */
public record SpoolStatus(long bytes, long lagBytes, long damagedBytes, String blocked) {

  public boolean isBlocked() {
    return !blocked.isEmpty();
  }
}
