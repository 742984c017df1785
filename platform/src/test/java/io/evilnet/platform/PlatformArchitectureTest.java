package io.evilnet.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.evilnet.platform", importOptions = DoNotIncludeTests.class)
class PlatformArchitectureTest {

  @ArchTest
  static final ArchRule PLATFORM_DEPENDS_ON_NEITHER_CASSANDRA_NOR_HIGHER_MODULES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.evilnet.store..",
              "io.evilnet.launcher..",
              "io.evilnet.ingest..",
              "io.evilnet.streams..",
              "io.evilnet.backfill..",
              "io.evilnet.chaos..",
              "io.evilnet.bench..",
              "io.evilnet.simulator..",
              "io.evilnet.contract..",
              "com.datastax..");

  /** Clock adjustments must not change a rate. */
  @ArchTest
  static final ArchRule PACE_USES_MONOTONIC_CLOCK =
      noClasses()
          .that()
          .resideInAPackage("io.evilnet.platform.pace..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.evilnet.platform.(*)..").should().beFreeOfCycles();
}
