package io.evilnet.launcher.cli;

import io.evilnet.launcher.process.Service;
import io.evilnet.launcher.process.ServiceListener;
import io.evilnet.platform.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;

/**
 * Removes a terminated static member from its consumer groups, so that the other instances take
 * over its partitions at once instead of after the session timeout. A failure is ignored: the
 * session timeout applies then.
 */
final class Succession implements ServiceListener, AutoCloseable {

  /** Variable with the instance name of a process. */
  static final String INSTANCE = "EVILNET_INSTANCE";

  /** Shorter than the time to rejoin: a later removal would remove the restarted process. */
  private static final Duration TIMEOUT = Duration.ofMillis(1_500);

  private final Admin admin;
  private final List<String> groups;

  /**
   * @param kafka connection of the administrator
   * @param groups consumer groups of the instances
   */
  Succession(KafkaConnection kafka, List<String> groups) {
    this.admin = kafka.admin(TIMEOUT);
    this.groups = groups;
  }

  @Override
  public void exited(Service service, int exitCode) {
    String instance = service.environment().get(INSTANCE);
    if (instance != null) {
      remove(instance);
    }
  }

  /** Requests the removal without waiting for the result. */
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

  /** Each stream thread is a member, named after its instance. */
  private static boolean isOf(String instance, String member) {
    return member.equals(instance) || member.startsWith(instance + "-");
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
