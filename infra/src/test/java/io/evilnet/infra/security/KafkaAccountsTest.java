package io.evilnet.infra.security;

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
  private final Set<AclBinding> wanted = KafkaRights.all("counting");

  @Test
  void shouldLetEachDoItsWorkAndNoMore() {
    assertThat(of(KafkaUser.INGEST))
        .containsExactlyInAnyOrder(
            "tweets WRITE", "tweets DESCRIBE", "ingest-gaps WRITE", "ingest-gaps DESCRIBE");
    assertThat(of(KafkaUser.READER)).containsExactlyInAnyOrder("tweets READ", "tweets DESCRIBE");
    assertThat(of(KafkaUser.BACKFILL))
        .filteredOn(right -> right.matches(".* (WRITE|ALL|CREATE)"))
        .containsExactly("sketch-keys WRITE");
    assertThat(of(KafkaUser.STREAMS))
        .contains("counting- ALL", "counting READ")
        .doesNotContain("tweets WRITE", "tweets ALTER_CONFIGS");
    assertThat(of(KafkaUser.ADMIN)).isEmpty();
  }

  @Test
  void shouldTakeAwayWhatOursOnceHadAndLeaveOthersAlone() {
    AclBinding old = binding(KafkaUser.READER.principal());
    AclBinding others = binding("User:somebody");
    Set<AclBinding> found = new HashSet<>(wanted);
    found.addAll(List.of(old, others));

    assertThat(KafkaAccounts.surplus(wanted, found)).containsExactly(old);
  }

  private List<String> of(KafkaUser user) {
    return wanted.stream()
        .filter(binding -> binding.entry().principal().equals(user.principal()))
        .map(binding -> binding.pattern().name() + " " + binding.entry().operation())
        .toList();
  }

  private static AclBinding binding(String principal) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, "tweets", PatternType.LITERAL),
        new AccessControlEntry(principal, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
  }
}
