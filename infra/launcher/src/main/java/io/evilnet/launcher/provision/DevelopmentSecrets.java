package io.evilnet.launcher.provision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Creates the secrets of a secured cluster on one machine: a CA, server certificates, and a random
 * password for each user. Existing files are kept.
 */
public final class DevelopmentSecrets {
  /** Name of the certificate of Kafka's brokers and controllers, as servers and as clients. */
  public static final String KAFKA = "kafka";

  /** Name of the certificate of Cassandra. */
  public static final String CASSANDRA = "cassandra";

  /** Name of the certificate of the query API. */
  public static final String STREAMS_HTTP = "streams-http";

  static final List<String> SERVERS = List.of(KAFKA, CASSANDRA, STREAMS_HTTP);

  /** Name of the user of the query API and of its password. */
  public static final String API = "api";

  /** Name of the secret that Spark's processes share. */
  public static final String SPARK = "spark";

  private static final String CHARACTERS =
      "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

  /** 32 of 57 letters: more than 180 bits. */
  private static final int PASSWORD_LENGTH = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretsDirectory directory;
  private final List<String> hostNames;

  /** Secrets of servers on this machine. */
  public DevelopmentSecrets(SecretsDirectory directory) {
    this(directory, List.of());
  }

  /**
   * Secrets of servers on this machine, which are also reached by other names.
   *
   * @param hostNames DNS names in the certificates
   */
  public DevelopmentSecrets(SecretsDirectory directory, List<String> hostNames) {
    this.directory = directory;
    this.hostNames = List.copyOf(hostNames);
  }

  /**
   * Creates the missing files.
   *
   * @param renew whether to replace the certificates, and the passwords that are provisioned at
   *     each start; the CA and the passwords stored in the servers' data are kept
   * @return the names of the files that were created
   */
  public List<String> make(boolean renew) {
    try {
      directory.create();
      List<String> created = new ArrayList<>(passwords(renew));
      created.addAll(certificates(renew));
      return created;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write under " + directory.root(), e);
    }
  }

  private List<String> passwords(boolean renew) {
    List<String> created = new ArrayList<>();
    fixed().forEach(name -> password(name, false, created));
    renewable().forEach(name -> password(name, renew, created));
    return created;
  }

  /** Passwords stored in the servers' data at their first start. */
  private static Stream<String> fixed() {
    return Stream.of(
        KafkaUser.ADMIN.passwordName(),
        KafkaUser.BROKER.passwordName(),
        CassandraRole.ADMIN.passwordName());
  }

  private static Stream<String> renewable() {
    return Stream.of(
            Stream.of(KafkaUser.values()).map(KafkaUser::passwordName),
            Stream.of(CassandraRole.values()).map(CassandraRole::passwordName),
            Stream.of(API, SPARK))
        .flatMap(names -> names)
        .filter(name -> fixed().noneMatch(name::equals));
  }

  private void password(String name, boolean renew, List<String> created) {
    Path file = directory.password(name);
    if (renew || !Files.exists(file)) {
      writePassword(file);
      created.add(file.getFileName().toString());
    }
  }

  /** Writes a random password into a file that only its owner can read. */
  public static void writePassword(Path file) {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < PASSWORD_LENGTH; i++) {
      password.append(CHARACTERS.charAt(RANDOM.nextInt(CHARACTERS.length())));
    }
    SecretsDirectory.write(file, password.append('\n').toString());
  }

  private List<String> certificates(boolean renew) throws IOException {
    List<String> created = new ArrayList<>();
    CertificateAuthority authority = new CertificateAuthority(directory, hostNames);
    if (!Files.exists(directory.authority())) {
      writePassword(directory.password(CertificateAuthority.NAME));
      authority.create();
      created.addAll(
          List.of(
              directory.authority().getFileName().toString(),
              directory.trustStore().getFileName().toString()));
    }
    for (String server : SERVERS) {
      if (renew || !Files.exists(directory.identity(server))) {
        authority.sign(server);
        created.add(directory.identity(server).getFileName().toString());
      }
    }
    return created;
  }
}
