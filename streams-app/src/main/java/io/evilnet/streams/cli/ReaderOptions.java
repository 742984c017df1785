package io.evilnet.streams.cli;

import io.evilnet.infra.security.Login;
import io.evilnet.infra.security.Secret;
import io.evilnet.infra.settings.CassandraSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** As whom the query API reads, when not as the one who writes. */
final class ReaderOptions {

  @Option(
      names = "--cassandra-reader-user",
      paramLabel = "NAME",
      description =
          "As whom the query API logs in to Cassandra, to read only; as --cassandra-user when not"
              + " given.")
  private String user;

  @Option(
      names = "--cassandra-reader-password-file",
      paramLabel = "FILE",
      description =
          "File with that user's password, unless EVILNET_CASSANDRA_READER_PASSWORD holds it.")
  private Path passwordFile;

  /** How the query API reaches Cassandra. */
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
          "cassandra-reader-user needs cassandra-ca: a password must not cross an open line");
    }
    return writer.with(writer.access().as(reader));
  }
}
