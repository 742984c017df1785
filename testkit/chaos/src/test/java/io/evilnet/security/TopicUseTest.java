package io.evilnet.security;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.provision.KafkaUser;
import io.evilnet.launcher.provision.TopicUse;
import io.evilnet.launcher.provision.TopicUse.Kind;
import io.evilnet.platform.topics.Topic;
import io.evilnet.platform.topics.Topics;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.junit.jupiter.api.Test;

/**
 * Compares the declared uses of topics, from which the ACLs are derived, with the compiled code. A
 * class that references a topic reads or writes it with the Kafka clients that it, or an object it
 * constructs, depends on; a topology does so by {@code stream} and {@code to}.
 */
class TopicUseTest {
  /** Users of the code by package; of two matching prefixes, the longer one applies. */
  private static final Map<String, KafkaUser> USERS =
      Map.of(
          "io.evilnet.ingest", KafkaUser.INGEST,
          "io.evilnet.streams", KafkaUser.STREAMS,
          "io.evilnet.streams.cli", KafkaUser.READER,
          "io.evilnet.backfill", KafkaUser.BACKFILL);

  private final JavaClasses code =
      new ClassFileImporter()
          .importPaths(
              Stream.of(
                      "platform",
                      "store",
                      "infra/launcher",
                      "ingest",
                      "streams-app",
                      "backfill-spark")
                  .map(module -> Project.find().root().resolve(module).resolve("target/classes"))
                  .toArray(Path[]::new));

  @Test
  void shouldDeclareExactlyTopicUsesOfCode() {
    Set<TopicUse> found =
        code.stream()
            .flatMap(TopicUseTest::accesses)
            .filter(access -> access.getTargetOwner().isEquivalentTo(Topics.class))
            .filter(access -> !access.getOriginOwner().isEquivalentTo(Topics.class))
            .filter(access -> !isClient(access.getOriginOwner()))
            .flatMap(this::uses)
            .collect(toSet());

    assertThat(TopicUse.all()).containsExactlyInAnyOrderElementsOf(found);
  }

  /** Accesses of fields with a topic, and calls of methods that return one. */
  private static Stream<JavaAccess<?>> accesses(JavaClass type) {
    return Stream.concat(
        type.getFieldAccessesFromSelf().stream()
            .filter(access -> access.getTarget().getRawType().isEquivalentTo(Topic.class)),
        type.getMethodCallsFromSelf().stream()
            .filter(call -> call.getTarget().getRawReturnType().isEquivalentTo(Topic.class)));
  }

  private Stream<TopicUse> uses(JavaAccess<?> access) {
    String topic = topic(access);
    Set<Kind> kinds = kinds(access.getOrigin());
    return users(access.getOriginOwner()).stream()
        .flatMap(user -> kinds.stream().map(kind -> new TopicUse(user, topic, kind)));
  }

  private static String topic(JavaAccess<?> access) {
    if (access.getName().equals("cityCounts")) {
      return Topics.CITY_COUNTS.name();
    }
    try {
      return ((Topic<?, ?>) Topics.class.getField(access.getName()).get(null)).name();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Returns the user of an application's class; a shared class acts for each application that
   * depends on it.
   */
  private Set<KafkaUser> users(JavaClass type) {
    if (!isShared(type)) {
      return user(type).stream().collect(toSet());
    }
    return type.getDirectDependenciesToSelf().stream()
        .flatMap(dependency -> user(dependency.getOriginClass()).stream())
        .collect(toSet());
  }

  private static boolean isShared(JavaClass type) {
    return type.getPackageName().equals(Topics.class.getPackageName());
  }

  private static Optional<KafkaUser> user(JavaClass type) {
    String name = type.getPackageName();
    return USERS.keySet().stream()
        .filter(name::startsWith)
        .max(comparing(String::length))
        .map(USERS::get);
  }

  private static Set<Kind> kinds(JavaCodeUnit unit) {
    if (calls(unit, StreamsBuilder.class, "stream")) {
      return EnumSet.of(Kind.READ);
    } else if (calls(unit, KStream.class, "to")) {
      return EnumSet.of(Kind.WRITE);
    }
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    Stream.concat(
            Stream.of(unit.getOwner()),
            unit.getOwner().getConstructorCallsFromSelf().stream()
                .map(JavaAccess::getTargetOwner)
                .filter(constructed -> !isShared(constructed))) // which is handled separately
        .filter(constructed -> constructed.getPackageName().startsWith("io.evilnet"))
        .forEach(constructed -> kinds.addAll(clients(constructed)));
    // Without a client, Spark reads, or an Admin requests offsets; in ingest, which has neither,
    // the name is part of a message.
    if (kinds.isEmpty() && !user(unit.getOwner()).equals(Optional.of(KafkaUser.INGEST))) {
      kinds.add(Kind.READ);
    }
    return kinds;
  }

  private static boolean calls(JavaCodeUnit unit, Class<?> owner, String method) {
    return unit.getMethodCallsFromSelf().stream()
        .anyMatch(
            call -> call.getTargetOwner().isEquivalentTo(owner) && call.getName().equals(method));
  }

  /** Clients that are passed to Kafka Streams; their use is defined by the topology. */
  private static boolean isClient(JavaClass type) {
    return type.isAssignableTo(KafkaClientSupplier.class) || type.isAssignableTo(Producer.class);
  }

  private static Set<Kind> clients(JavaClass type) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    if (type.isAssignableTo(KafkaClientSupplier.class)) {
      return kinds;
    }
    type.getDirectDependenciesFromSelf()
        .forEach(
            dependency -> {
              String client = dependency.getTargetClass().getPackageName();
              if (client.equals("org.apache.kafka.clients.producer")) {
                kinds.add(Kind.WRITE);
              } else if (client.equals("org.apache.kafka.clients.consumer")) {
                kinds.add(Kind.READ);
              }
            });
    return kinds;
  }
}
