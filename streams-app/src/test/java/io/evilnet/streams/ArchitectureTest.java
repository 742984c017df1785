package io.evilnet.streams;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

@AnalyzeClasses(
    packages = "io.evilnet.streams",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule SHOULD_DEPEND_ONLY_ON_CORE_PLATFORM_AND_STORE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.evilnet.launcher..",
              "io.evilnet.ingest..",
              "io.evilnet.backfill..",
              "io.evilnet.simulator..",
              "io.evilnet.contract..",
              "io.evilnet.chaos..",
              "io.evilnet.bench..");

  @ArchTest
  static final ArchRule SHOULD_HAVE_NO_CYCLES =
      slices().matching("io.evilnet.streams.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule SHOULD_NOT_USE_CLIENTS_IN_TOPOLOGY =
      noClasses()
          .that()
          .resideInAPackage("..topology..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "com.datastax..",
                      "io.micrometer..",
                      "io.javalin..",
                      "io.evilnet.streams.app..",
                      "io.evilnet.streams.sink..",
                      "org.apache.kafka.clients..")
                  // Consumed records are data, not clients.
                  .and(not(belongToAnyOf(ConsumerRecord.class, ConsumerRecords.class))));

  @ArchTest
  static final ArchRule SHOULD_NOT_USE_KAFKA_IN_READ_AND_RANKING =
      noClasses()
          .that()
          .resideInAnyPackage("..streams.read..", "..streams.ranking..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");
}
