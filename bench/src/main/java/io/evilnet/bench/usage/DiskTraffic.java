package io.evilnet.bench.usage;

/**
 * Bytes transferred between a process and storage; reads served by the page cache are not included.
 *
 * @param read bytes fetched from storage
 * @param written bytes of pages dirtied, which the kernel writes back
 */
public record DiskTraffic(long read, long written) {

  public static final DiskTraffic NONE = new DiskTraffic(0, 0);

  public DiskTraffic plus(DiskTraffic other) {
    return new DiskTraffic(read + other.read, written + other.written);
  }

  /** Returns the increase since an earlier state; 0 without an increase. */
  public DiskTraffic since(DiskTraffic earlier) {
    return new DiskTraffic(
        Math.max(0, read - earlier.read), Math.max(0, written - earlier.written));
  }
}
