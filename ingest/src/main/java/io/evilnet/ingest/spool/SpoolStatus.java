package io.evilnet.ingest.spool;

/**
 * Status of the spool.
 *
 * @param bytes size on disk
 * @param lagBytes unacknowledged bytes
 * @param damagedBytes bytes skipped since the start because of invalid checksums
 * @param blocked reason why nothing is accepted; empty if it is not blocked
 */
public record SpoolStatus(long bytes, long lagBytes, long damagedBytes, String blocked) {

  public boolean isBlocked() {
    return !blocked.isEmpty();
  }
}
