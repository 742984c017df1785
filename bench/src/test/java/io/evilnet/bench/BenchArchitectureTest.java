package io.evilnet.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.evilnet.bench", importOptions = DoNotIncludeTests.class)
class BenchArchitectureTest {

  @ArchTest
  static final ArchRule BENCHMARKS_START_OTHER_APPLICATIONS_AS_PROCESSES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.evilnet.streams..",
              "io.evilnet.backfill..",
              "io.evilnet.chaos..",
              "io.evilnet.contract..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.evilnet.bench.(*)..").should().beFreeOfCycles();
}
