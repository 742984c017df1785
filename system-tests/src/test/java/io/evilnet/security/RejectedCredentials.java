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

/** Credentials that a secured system must reject: wrong passwords, and those of another CA. */
final class RejectedCredentials {
  private final SecuredSystem system;
  private final SecretsDirectory others;

  /**
   * @param directory for the secrets of another CA
   */
  RejectedCredentials(SecuredSystem system, Path directory) {
    this.system = system;
    this.others = new SecretsDirectory(directory);
    new DevelopmentSecrets(others).make(false);
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

  /** Returns the CA that has signed none of the system's certificates. */
  Authorities authority() {
    return others.trusted();
  }

  /** Returns an access that trusts the other CA only. */
  Access trustingAnother(Access access) {
    return new Access(access.login(), Optional.of(authority()));
  }

  /** Returns the context of a server that trusts the system, with a certificate of the other CA. */
  SSLContext server(String name) {
    return new Identity(others.identity(name)).context(system.secrets().trusted());
  }
}
