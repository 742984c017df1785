package io.evilnet.infra.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes what a secured cluster on one machine needs: an authority, certificates of the servers, and
 * a random password for each user. What is there stays.
 */
public final class DevelopmentSecrets {
  /** The server that Kafka's brokers and voters are, also towards each other. */
  public static final String KAFKA = "kafka";

  /** The server that Cassandra is. */
  public static final String CASSANDRA = "cassandra";

  /** The server that the query API is. */
  public static final String STREAMS_HTTP = "streams-http";

  static final List<String> SERVERS = List.of(KAFKA, CASSANDRA, STREAMS_HTTP);

  /** The name of the password of the query API, and of its user. */
  public static final String API = "api";

  /** The name of the secret that Spark's processes share. */
  public static final String SPARK = "spark";

  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

  /** More than 180 bits. */
  private static final int PASSWORD_LENGTH = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretsDirectory directory;

  public DevelopmentSecrets(SecretsDirectory directory) {
    this.directory = directory;
  }

  /**
   * Makes what is missing.
   *
   * @param renew whether the certificates, and the passwords that a start hands to the servers, are
   *     made anew; the authority and those that are in the servers' data stay
   * @return the names of the files that it has made
   */
  public List<String> make(boolean renew) {
    try {
      directory.create();
      List<String> made = new ArrayList<>(passwords(renew));
      made.addAll(certificates(renew));
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write under " + directory.root(), e);
    }
  }

  private List<String> passwords(boolean renew) {
    List<String> made = new ArrayList<>();
    fixed().forEach(name -> password(name, false, made));
    renewable().forEach(name -> password(name, renew, made));
    return made;
  }

  /** Kept in the servers' data since their first start. */
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

  private void password(String name, boolean renew, List<String> made) {
    Path file = directory.password(name);
    if (renew || !Files.exists(file)) {
      writePassword(file);
      made.add(file.getFileName().toString());
    }
  }

  /** Writes a random password into a file that only its owner can read. */
  public static void writePassword(Path file) {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < PASSWORD_LENGTH; i++) {
      password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    SecretsDirectory.write(file, password.append('\n').toString());
  }

  private List<String> certificates(boolean renew) throws IOException {
    List<String> made = new ArrayList<>();
    CertificateAuthority authority = new CertificateAuthority(directory);
    if (!Files.exists(directory.authority())) {
      writePassword(directory.password(CertificateAuthority.NAME));
      authority.create();
      made.addAll(
          List.of(
              directory.authority().getFileName().toString(),
              directory.trustStore().getFileName().toString()));
    }
    for (String server : SERVERS) {
      if (renew || !Files.exists(directory.identity(server))) {
        authority.sign(server);
        made.add(directory.identity(server).getFileName().toString());
      }
    }
    return made;
  }
}
