package io.evilnet.chaos;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.evilnet.chaos", importOptions = DoNotIncludeTests.class)
class ChaosArchitectureTest {

  @ArchTest
  static final ArchRule CHAOS_SHARES_NO_CODE_WITH_THE_APPLICATIONS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.evilnet.ingest..",
              "io.evilnet.streams..",
              "io.evilnet.backfill..",
              "io.evilnet.bench..",
              "io.evilnet.simulator..",
              "io.evilnet.contract..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.evilnet.chaos.(*)..").should().beFreeOfCycles();
}
