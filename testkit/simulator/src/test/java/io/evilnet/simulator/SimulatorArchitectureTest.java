package io.evilnet.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.evilnet.simulator", importOptions = DoNotIncludeTests.class)
class SimulatorArchitectureTest {

  @ArchTest
  static final ArchRule SIMULATOR_DEPENDS_ON_CORE_AND_PLATFORM_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "com.datastax..",
              "io.evilnet.store..",
              "io.evilnet.launcher..",
              "io.evilnet.ingest..",
              "io.evilnet.streams..",
              "io.evilnet.backfill..",
              "io.evilnet.chaos..",
              "io.evilnet.bench..",
              "io.evilnet.contract..");

  /** Including the package of the simulator itself. */
  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.evilnet.(**)").should().beFreeOfCycles();
}
