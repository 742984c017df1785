package io.evilnet.bench.catchup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.ObjectName;

/** A process with the MBean of Cassandra's storage service; a flush writes 100 bytes. */
final class FlushedServer {

  private FlushedServer() {}

  /** Signature of the flush in Cassandra. */
  public interface StorageServiceMBean {
    void forceKeyspaceFlush(String keyspace, String... tables);
  }

  /** Writes a file to the directory of the keyspace. */
  public record StorageService(Path data) implements StorageServiceMBean {
    @Override
    public void forceKeyspaceFlush(String keyspace, String... tables) {
      try {
        Path table = Files.createDirectories(data.resolve("data").resolve(keyspace));
        Files.write(table.resolve("nb-1-big-Data.db"), new byte[100]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public static void main(String[] args) throws Exception {
    ManagementFactory.getPlatformMBeanServer()
        .registerMBean(
            new StorageService(Path.of(args[0])),
            new ObjectName("org.apache.cassandra.db:type=StorageService"));
    System.out.println("ready");
    System.in.read(); // until its parent terminates it
  }
}
