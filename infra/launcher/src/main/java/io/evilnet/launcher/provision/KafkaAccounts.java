package io.evilnet.launcher.provision;

import static io.evilnet.platform.kafka.KafkaAnswer.await;
import static java.util.stream.Collectors.toSet;

import io.evilnet.platform.security.Login;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * Provisions the SCRAM credentials and ACLs of EvilNet's users in Kafka, and deletes other ACLs of
 * these users.
 */
public final class KafkaAccounts {
  /** The maximum that Kafka accepts, because passwords may be chosen by users. */
  private static final int ITERATIONS = 16_384;

  private final Admin admin;
  private final SecretsDirectory secrets;

  /**
   * @param admin authenticated as {@link KafkaUser#ADMIN}
   */
  public KafkaAccounts(Admin admin, SecretsDirectory secrets) {
    this.admin = admin;
    this.secrets = secrets;
  }

  /**
   * Ensures credentials and ACLs.
   *
   * @param applicationId consumer group and prefix of the internal topics of the streams
   *     application
   * @throws KafkaException if Kafka does not respond or rejects a request
   */
  public void ensure(String applicationId) {
    await(
        admin
            .alterUserScramCredentials(
                provisionedUsers()
                    .map(this::password)
                    .map(UserScramCredentialAlteration.class::cast)
                    .toList())
            .all());
    Set<AclBinding> desired = KafkaAcls.all(applicationId);
    await(admin.createAcls(desired).all());
    List<AclBindingFilter> surplus =
        surplus(desired, await(admin.describeAcls(AclBindingFilter.ANY).values())).stream()
            .map(AclBinding::toFilter)
            .toList();
    if (!surplus.isEmpty()) {
      await(admin.deleteAcls(surplus).all());
    }
  }

  /** Returns the obsolete ACLs of EvilNet's users; ACLs of other principals are excluded. */
  static Set<AclBinding> surplus(Set<AclBinding> desired, Collection<AclBinding> found) {
    Set<String> ownPrincipals = provisionedUsers().map(KafkaUser::principal).collect(toSet());
    Set<AclBinding> surplus = new HashSet<>(found);
    surplus.removeAll(desired);
    surplus.removeIf(binding -> !ownPrincipals.contains(binding.entry().principal()));
    return surplus;
  }

  /**
   * Returns all users except administrator and broker, whose credentials were written when the
   * storage was formatted.
   */
  private static Stream<KafkaUser> provisionedUsers() {
    return Stream.of(KafkaUser.values())
        .filter(user -> user != KafkaUser.ADMIN && user != KafkaUser.BROKER);
  }

  private UserScramCredentialUpsertion password(KafkaUser user) {
    Login login = secrets.access(user).login().orElseThrow();
    return new UserScramCredentialUpsertion(
        login.user(),
        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
        login.password().value());
  }
}
