package io.evilnet.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.evilnet", importOptions = DoNotIncludeTests.class)
class IngestArchitectureTest {

  @ArchTest
  static final ArchRule INGEST_DEPENDS_ON_CORE_AND_PLATFORM_ONLY =
      noClasses()
          .that()
          .resideInAPackage("io.evilnet.ingest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.datastax..",
              "io.evilnet.store..",
              "io.evilnet.launcher..",
              "io.evilnet.streams..",
              "io.evilnet.backfill..",
              "io.evilnet.simulator..",
              "io.evilnet.contract..",
              "io.evilnet.chaos..",
              "io.evilnet.bench..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.evilnet.ingest.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_ONE_PACKAGE_DEPENDS_ON_SDK_OF_X =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.evilnet.ingest.x..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.twitter..", "okhttp3..");

  /** Clock adjustments must not end, shorten or prolong a wait. */
  @ArchTest
  static final ArchRule WAITS_USE_MONOTONIC_CLOCK =
      noClasses()
          .that()
          .resideInAnyPackage("io.evilnet.ingest.x..", "io.evilnet.ingest.line..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule SPOOL_DEPENDS_ON_LINES_ONLY =
      classes()
          .that()
          .resideInAPackage("io.evilnet.ingest.spool..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "org.slf4j..", "io.evilnet.ingest.spool..", "io.evilnet.ingest.line..");
}
