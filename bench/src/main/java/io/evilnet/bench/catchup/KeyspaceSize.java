package io.evilnet.bench.catchup;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.evilnet.bench.usage.DirectorySize;
import java.io.IOException;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Size of a keyspace in SSTables, after a flush of its memtables as by {@code nodetool flush}. */
final class KeyspaceSize {

  private static final String STORAGE_SERVICE = "org.apache.cassandra.db:type=StorageService";

  private KeyspaceSize() {}

  /**
   * Flushes a keyspace and returns its size in bytes.
   *
   * @param cassandra process of the server
   * @param data its data directory
   * @throws IOException if it does not accept JMX connections, or fails to flush
   */
  @SuppressWarnings("BanJNDI") // the address of a local connector of the process
  static long of(String keyspace, ProcessHandle cassandra, Path data) throws IOException {
    try (JMXConnector jmx = JMXConnectorFactory.connect(address(cassandra))) {
      jmx.getMBeanServerConnection()
          .invoke(
              new ObjectName(STORAGE_SERVICE),
              "forceKeyspaceFlush",
              new Object[] {keyspace, new String[0]},
              new String[] {String.class.getName(), String[].class.getName()});
    } catch (JMException e) {
      throw new IOException("Cannot flush the keyspace " + keyspace, e);
    }
    return DirectorySize.of(data.resolve("data").resolve(keyspace));
  }

  private static JMXServiceURL address(ProcessHandle process) throws IOException {
    try {
      VirtualMachine jvm = VirtualMachine.attach(Long.toString(process.pid()));
      try {
        return new JMXServiceURL(jvm.startLocalManagementAgent());
      } finally {
        jvm.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("Cannot attach to process " + process.pid(), e);
    }
  }
}
