package io.evilnet.infra.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The directory of passwords, keys and certificates, which only its owner can look into: a file for
 * each, so that a container or a host is given those that it needs.
 */
public record SecretsDirectory(Path root) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  public SecretsDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /** The certificate of the authority that signed all others. */
  public Path authority() {
    return root.resolve("ca.pem");
  }

  /** The same for Spark's connector to Cassandra: PKCS #12 without a password. */
  public Path trustStore() {
    return root.resolve("ca.p12");
  }

  /** The key and the certificates of a server. */
  public Path identity(String server) {
    return root.resolve(server + ".pem");
  }

  /** The file of a password. */
  public Path password(String name) {
    return root.resolve(name + ".password");
  }

  /** As whom Kafka is met. */
  public Access access(KafkaUser user) {
    return access(user.user(), user.passwordName());
  }

  /** As whom Cassandra is met. */
  public Access access(CassandraRole role) {
    return access(role.role(), role.passwordName());
  }

  /** The authority of all certificates here. */
  public Authorities trusted() {
    return new Authorities(Optional.of(authority()));
  }

  /**
   * Checks that no certificate of the servers or the authority has expired.
   *
   * @param warn is told of each that expires soon
   * @throws IllegalArgumentException if one has expired
   */
  public void requireValid(Instant now, Consumer<String> warn) {
    Stream.concat(Stream.of(authority()), DevelopmentSecrets.SERVERS.stream().map(this::identity))
        .map(CertificateFile::new)
        .forEach(
            certificate ->
                certificate
                    .warning(now)
                    .ifPresent(
                        warning -> {
                          if (!certificate.expiry().isAfter(now)) {
                            throw new IllegalArgumentException(warning);
                          }
                          warn.accept(warning);
                        }));
  }

  /** Whether it has been made. */
  public boolean exists() {
    return Files.exists(authority());
  }

  private Access access(String user, String passwordName) {
    return new Access(
        Optional.of(new Login(user, Secret.in(password(passwordName)))), Optional.of(trusted()));
  }

  /** Makes the directory, or closes one that is there to all others. */
  void create() {
    OwnerOnly.ensure(root);
  }

  /** A directory in it for what is in the making. */
  Path workshop() throws IOException {
    return Files.createTempDirectory(
        root, "making-", PosixFilePermissions.asFileAttribute(OWNER_ONLY_DIRECTORY));
  }

  /** Writes a file that only the owner can read, as a whole or not at all. */
  public static void write(Path file, String text) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.deleteIfExists(next);
      Files.createFile(next, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      Files.writeString(next, text, UTF_8, StandardOpenOption.TRUNCATE_EXISTING);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** Takes a file that another program has made. */
  static void take(Path made, Path file) throws IOException {
    Files.setPosixFilePermissions(made, OWNER_ONLY);
    Files.move(made, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
