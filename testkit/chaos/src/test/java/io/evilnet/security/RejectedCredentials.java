package io.evilnet.security;

import io.evilnet.launcher.provision.CassandraRole;
import io.evilnet.launcher.provision.DevelopmentSecrets;
import io.evilnet.launcher.provision.KafkaUser;
import io.evilnet.launcher.provision.SecretsDirectory;
import io.evilnet.platform.security.Access;
import io.evilnet.platform.security.Authorities;
import io.evilnet.platform.security.Identity;
import io.evilnet.platform.security.Login;
import io.evilnet.platform.security.Secret;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Invalid credentials: wrong passwords, and certificates of another CA. */
final class RejectedCredentials {
  private final SecuredSystem system;
  private final SecretsDirectory otherSecrets;

  /**
   * @param directory for the secrets of another CA
   */
  RejectedCredentials(SecuredSystem system, Path directory) {
    this.system = system;
    this.otherSecrets = new SecretsDirectory(directory);
    new DevelopmentSecrets(otherSecrets).make(false);
  }

  Access wrongPassword(KafkaUser user) {
    return wrongPassword(user.user());
  }

  Access wrongPassword(CassandraRole role) {
    return wrongPassword(role.role());
  }

  private Access wrongPassword(String user) {
    return access(new Login(user, Secret.known("wrong")));
  }

  /** Returns the default superuser of Cassandra. */
  Access cassandra() {
    return access(new Login("cassandra", Secret.known("cassandra")));
  }

  private Access access(Login login) {
    return new Access(Optional.of(login), Optional.of(system.secrets().trusted()));
  }

  /** Returns a CA that has not signed the certificates of the system. */
  Authorities otherCa() {
    return otherSecrets.trusted();
  }

  /** Returns the access with the other CA as the only trusted one. */
  Access trustingOtherCa(Access access) {
    return new Access(access.login(), Optional.of(otherCa()));
  }

  /** Returns the context of a server that trusts the system, with a certificate of the other CA. */
  SSLContext server(String name) {
    return new Identity(otherSecrets.identity(name)).context(system.secrets().trusted());
  }
}
