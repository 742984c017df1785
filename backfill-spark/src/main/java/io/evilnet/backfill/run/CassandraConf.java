package io.evilnet.backfill.run;

import static java.util.stream.Collectors.joining;

import io.evilnet.store.session.CassandraSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The connection settings of Spark's Cassandra connector, for the driver and the executors. Spark
 * sends them to the executors by RPC, not on the command line.
 */
final class CassandraConf {
  private static final String CONNECTION = "spark.cassandra.connection.";

  /**
   * The cipher suites; the connector's defaults do not support certificates with elliptic-curve
   * keys.
   */
  private static final String CIPHERS =
      String.join(
          ",",
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

  private CassandraConf() {}

  /**
   * Returns the settings of the connector.
   *
   * @param trustStore PKCS #12 file without a password, at the same path on every worker
   */
  static Map<String, String> of(CassandraSettings cassandra, Optional<Path> trustStore) {
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put(
        CONNECTION + "host",
        cassandra.contactPoints().stream()
            .map(address -> address.getHostString() + ":" + address.getPort())
            .collect(joining(",")));
    conf.put(CONNECTION + "localDC", cassandra.datacenter());
    cassandra
        .access()
        .login()
        .ifPresent(
            login -> {
              conf.put("spark.cassandra.auth.username", login.user());
              conf.put("spark.cassandra.auth.password", login.password().value());
            });
    if (cassandra.access().authorities().isPresent()) {
      conf.put(CONNECTION + "ssl.enabled", "true");
      conf.put(CONNECTION + "ssl.enabledAlgorithms", CIPHERS);
      trustStore.ifPresent(
          store -> {
            conf.put(CONNECTION + "ssl.trustStore.path", store.toString());
            conf.put(CONNECTION + "ssl.trustStore.type", "PKCS12");
          });
    }
    return conf;
  }
}
