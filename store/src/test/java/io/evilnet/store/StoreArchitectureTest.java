package io.evilnet.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.evilnet.store", importOptions = DoNotIncludeTests.class)
class StoreArchitectureTest {

  @ArchTest
  static final ArchRule STORE_DEPENDS_ON_NO_HIGHER_MODULE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.evilnet.launcher..",
              "io.evilnet.ingest..",
              "io.evilnet.streams..",
              "io.evilnet.backfill..",
              "io.evilnet.chaos..",
              "io.evilnet.bench..",
              "io.evilnet.simulator..",
              "io.evilnet.contract..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.evilnet.store.(*)..").should().beFreeOfCycles();
}
