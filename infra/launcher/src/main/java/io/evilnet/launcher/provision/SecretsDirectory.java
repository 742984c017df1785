package io.evilnet.launcher.provision;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.platform.security.Access;
import io.evilnet.platform.security.Authorities;
import io.evilnet.platform.security.CertificateFile;
import io.evilnet.platform.security.Login;
import io.evilnet.platform.security.Secret;
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
 * Directory of passwords, keys and certificates that only its owner can read: one file for each, so
 * that a container or host receives only those that it needs.
 */
public record SecretsDirectory(Path root) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  public SecretsDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /** Returns the CA certificate. */
  public Path authority() {
    return root.resolve("ca.pem");
  }

  /** Returns the CA certificate as PKCS #12 without a password, for Spark's Cassandra connector. */
  public Path trustStore() {
    return root.resolve("ca.p12");
  }

  /** Returns the private key and certificate chain of a server. */
  public Path identity(String server) {
    return root.resolve(server + ".pem");
  }

  /** Returns the file of a password. */
  public Path password(String name) {
    return root.resolve(name + ".password");
  }

  /** Returns the access of a user to Kafka. */
  public Access access(KafkaUser user) {
    return access(user.user(), user.passwordName());
  }

  /** Returns the access of a role to Cassandra. */
  public Access access(CassandraRole role) {
    return access(role.role(), role.passwordName());
  }

  /** Returns the CA certificate of the directory as trusted. */
  public Authorities trusted() {
    return new Authorities(Optional.of(authority()));
  }

  /**
   * Checks that no certificate of the servers or the CA has expired.
   *
   * @param warn receives a warning for each that expires soon
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

  /** Returns whether the secrets have been created. */
  public boolean exists() {
    return Files.exists(authority());
  }

  private Access access(String user, String passwordName) {
    return new Access(
        Optional.of(new Login(user, Secret.in(password(passwordName)))), Optional.of(trusted()));
  }

  /** Creates the directory, or restricts an existing one to its owner. */
  void create() {
    OwnerOnly.ensure(root);
  }

  /** Creates a temporary directory within it. */
  Path temporaryDirectory() throws IOException {
    return Files.createTempDirectory(
        root, "tmp-", PosixFilePermissions.asFileAttribute(OWNER_ONLY_DIRECTORY));
  }

  /** Atomically writes a file that only the owner can read. */
  public static void write(Path file, String text) {
    try {
      // Two processes may write the same file at the same time.
      Path next =
          Files.createTempFile(
              file.toAbsolutePath().getParent(),
              file.getFileName() + ".",
              ".next",
              PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      try {
        Files.writeString(next, text, UTF_8, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** Moves a file that another program created into the directory. */
  static void moveSecret(Path source, Path file) throws IOException {
    Files.setPosixFilePermissions(source, OWNER_ONLY);
    Files.move(source, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
