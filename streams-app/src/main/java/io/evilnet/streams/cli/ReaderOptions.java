package io.evilnet.streams.cli;

import io.evilnet.platform.security.Login;
import io.evilnet.platform.security.Secret;
import io.evilnet.store.session.CassandraSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of the read-only role of the query API. */
final class ReaderOptions {

  @Option(
      names = "--cassandra-reader-user",
      paramLabel = "NAME",
      description =
          "User name of the query API for Cassandra, read-only; defaults to --cassandra-user.")
  private String user;

  @Option(
      names = "--cassandra-reader-password-file",
      paramLabel = "FILE",
      description =
          "File with the password of that user; EVILNET_CASSANDRA_READER_PASSWORD takes precedence.")
  private Path passwordFile;

  /** Returns the connection of the query API to Cassandra. */
  CassandraSettings settings(CassandraSettings writer, Map<String, String> environment) {
    if (user == null || user.isBlank()) {
      return writer;
    }
    Login reader =
        new Login(
            user,
            Secret.of("cassandra-reader-password", Optional.ofNullable(passwordFile), environment));
    if (writer.access().authorities().isEmpty()) {
      throw new IllegalArgumentException(
          "cassandra-reader-user requires cassandra-ca: a password must not be sent over a plaintext connection");
    }
    return writer.with(writer.access().as(reader));
  }
}
