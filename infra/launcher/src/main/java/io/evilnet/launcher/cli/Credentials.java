package io.evilnet.launcher.cli;

import io.evilnet.launcher.process.HttpHealth;
import io.evilnet.launcher.provision.CassandraRole;
import io.evilnet.launcher.provision.DevelopmentSecrets;
import io.evilnet.launcher.provision.KafkaUser;
import io.evilnet.launcher.provision.SecretsDirectory;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.settings.HostPort;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Users of the processes and commands, as settings that name password files, never passwords.
 * Without authentication, only Spark has a secret.
 *
 * @param secrets directory of the files; empty without authentication
 * @param defaultSparkSecret file of Spark's secret without authentication
 */
record Credentials(Optional<SecretsDirectory> secrets, Path defaultSparkSecret) {
  private static final List<String> WRITING = List.of("replay", "redeliver");
  private static final List<String> JOBS = List.of("validate", "backfill", "compare-speed");

  Map<String, String> streams() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.putAll(kafka(KafkaUser.STREAMS));
    settings.putAll(cassandra(CassandraRole.WRITER));
    settings.putAll(
        login(
            "cassandra-reader", CassandraRole.READER.role(), CassandraRole.READER.passwordName()));
    secrets.ifPresent(
        files -> {
          settings.put("api-password-file", apiPassword(files).toString());
          settings.put("api-identity", files.identity(DevelopmentSecrets.STREAMS_HTTP).toString());
        });
    return settings;
  }

  Map<String, String> ingest() {
    return kafka(KafkaUser.INGEST);
  }

  Map<String, String> schedule() {
    Map<String, String> settings = job();
    settings.putAll(spark());
    return settings;
  }

  /** Returns the settings of commands: read-only, unless a command needs more. */
  Map<String, String> commands() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.putAll(kafka(KafkaUser.READER));
    settings.putAll(cassandra(CassandraRole.READER));
    settings.putAll(spark());
    for (String command : WRITING) {
      ingest().forEach((name, value) -> settings.put(command + "." + name, value));
    }
    for (String command : JOBS) {
      job().forEach((name, value) -> settings.put(command + "." + name, value));
    }
    return settings;
  }

  /** Returns the launcher's own connection, which provisions topics and users. */
  KafkaConnection administration(String bootstrapServers) {
    return secrets
        .map(files -> new KafkaConnection(bootstrapServers, files.access(KafkaUser.ADMIN)))
        .orElseGet(() -> KafkaConnection.open(bootstrapServers));
  }

  Path sparkSecret() {
    return secrets
        .map(files -> files.password(DevelopmentSecrets.SPARK))
        .orElse(defaultSparkSecret);
  }

  /** Returns the URL of the query API for clients on this machine. */
  String api(String hostAndPort) {
    return (secrets.isPresent() ? "https://" : "http://") + HostPort.forClients(hostAndPort);
  }

  /** Returns the health check of the query API at a path, which requires no authentication. */
  HttpHealth apiHealth(String hostAndPort, String path) {
    return new HttpHealth(
        URI.create(api(hostAndPort) + path), secrets.map(files -> files.trusted().context()));
  }

  static Path apiPassword(SecretsDirectory secrets) {
    return secrets.password(DevelopmentSecrets.API);
  }

  private Map<String, String> job() {
    Map<String, String> settings = kafka(KafkaUser.BACKFILL);
    settings.putAll(cassandra(CassandraRole.BACKFILL));
    return settings;
  }

  private Map<String, String> spark() {
    return Map.of("spark-secret-file", sparkSecret().toString());
  }

  private Map<String, String> kafka(KafkaUser user) {
    return with("kafka-ca", login("kafka", user.user(), user.passwordName()));
  }

  private Map<String, String> cassandra(CassandraRole role) {
    return with("cassandra-ca", login("cassandra", role.role(), role.passwordName()));
  }

  private Map<String, String> with(String authorities, Map<String, String> login) {
    secrets.ifPresent(files -> login.put(authorities, files.authority().toString()));
    return login;
  }

  private Map<String, String> login(String server, String user, String passwordName) {
    Map<String, String> settings = new LinkedHashMap<>();
    secrets.ifPresent(
        files -> {
          settings.put(server + "-user", user);
          settings.put(server + "-password-file", files.password(passwordName).toString());
        });
    return settings;
  }
}
