package io.evilnet.infra.cli;

import io.evilnet.infra.process.Service;
import io.evilnet.infra.process.ServiceListener;
import io.evilnet.infra.settings.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;

/**
 * Takes a process that has ended out of its consumer groups, so that whoever shares its work takes
 * over at once: Kafka, which cannot know what a supervisor knows, would wait for a whole session.
 * That is also what happens where this does not work, so it never complains.
 */
final class Succession implements ServiceListener, AutoCloseable {

  /** Under which a process that shares its work is told its name. */
  static final String INSTANCE = "EVILNET_INSTANCE";

  /** Less than a process needs to join again: asked for later, its next life would be meant. */
  private static final String ANSWER_WITHIN_MILLIS = "1500";

  private final Admin admin;
  private final List<String> groups;

  /**
   * @param kafka as its administrator
   * @param groups those that the processes are in
   */
  Succession(KafkaConnection kafka, List<String> groups) {
    this.admin =
        Admin.create(
            kafka.with(
                Map.of(
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    ANSWER_WITHIN_MILLIS,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    ANSWER_WITHIN_MILLIS)));
    this.groups = groups;
  }

  @Override
  public void died(Service service, int exitCode) {
    String instance = service.environment().get(INSTANCE);
    if (instance != null) {
      remove(instance);
    }
  }

  /** Asks for it, and does not wait. */
  void remove(String instance) {
    admin.describeConsumerGroups(groups).describedGroups().values().stream()
        .map(KafkaFuture::toCompletionStage)
        .forEach(described -> described.thenAccept(group -> remove(instance, group)));
  }

  private void remove(String instance, ConsumerGroupDescription group) {
    List<MemberToRemove> members =
        group.members().stream()
            .flatMap(member -> member.groupInstanceId().stream())
            .filter(id -> isOf(instance, id))
            .map(MemberToRemove::new)
            .toList();
    if (!members.isEmpty()) {
      admin.removeMembersFromConsumerGroup(
          group.groupId(), new RemoveMembersFromConsumerGroupOptions(members));
    }
  }

  /** Each thread that counts is a member, named after its process. */
  private static boolean isOf(String instance, String member) {
    return member.equals(instance) || member.startsWith(instance + "-");
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
