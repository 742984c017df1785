package io.evilnet.launcher.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class KafkaAccountsTest {
  private final Set<AclBinding> desired = KafkaAcls.all("counting");

  @Test
  void shouldGrantOnlyUsedTopicOperations() {
    Set<String> operations = Set.of("READ", "WRITE");
    assertThat(desired)
        .filteredOn(binding -> operations.contains(binding.entry().operation().name()))
        .filteredOn(binding -> binding.pattern().resourceType() == ResourceType.TOPIC)
        .map(
            binding ->
                binding.entry().principal()
                    + " "
                    + binding.pattern().name()
                    + " "
                    + binding.entry().operation())
        .containsExactlyInAnyOrderElementsOf(
            TopicUse.all().stream()
                .map(use -> use.user().principal() + " " + use.topic() + " " + use.kind())
                .toList());
  }

  @Test
  void shouldGrantOnlyGroupsOfApplicationId() {
    assertThat(groups(KafkaUser.STREAMS))
        .containsExactlyInAnyOrder("LITERAL counting READ", "PREFIXED counting- READ");
    assertThat(groups(KafkaUser.BACKFILL))
        .containsExactlyInAnyOrder(
            "LITERAL counting DESCRIBE",
            "LITERAL counting-sink DESCRIBE",
            "PREFIXED spark-kafka- READ");
  }

  @Test
  void shouldRevokeOnlyObsoleteAclsOfOwnUsers() {
    AclBinding obsolete = binding(KafkaUser.READER.principal());
    AclBinding foreign = binding("User:other");
    Set<AclBinding> found = new HashSet<>(desired);
    found.addAll(List.of(obsolete, foreign));

    assertThat(KafkaAccounts.surplus(desired, found)).containsExactly(obsolete);
  }

  private List<String> groups(KafkaUser user) {
    return desired.stream()
        .filter(binding -> binding.entry().principal().equals(user.principal()))
        .filter(binding -> binding.pattern().resourceType() == ResourceType.GROUP)
        .map(
            binding ->
                "%s %s %s"
                    .formatted(
                        binding.pattern().patternType(),
                        binding.pattern().name(),
                        binding.entry().operation()))
        .toList();
  }

  private static AclBinding binding(String principal) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, "tweets", PatternType.LITERAL),
        new AccessControlEntry(principal, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
  }
}
