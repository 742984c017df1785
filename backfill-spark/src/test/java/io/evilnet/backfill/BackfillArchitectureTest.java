package io.evilnet.backfill;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.evilnet.backfill", importOptions = DoNotIncludeTests.class)
class BackfillArchitectureTest {

  @ArchTest
  static final ArchRule BACKFILL_DEPENDS_ON_NO_OTHER_APPLICATION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.evilnet.launcher..",
              "io.evilnet.ingest..",
              "io.evilnet.streams..",
              "io.evilnet.chaos..",
              "io.evilnet.bench..",
              "io.evilnet.simulator..",
              "io.evilnet.contract..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.evilnet.backfill.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule COUNTING_DOES_NOT_DEPEND_ON_CASSANDRA =
      noClasses()
          .that()
          .resideInAnyPackage("..count..", "..offsets..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.datastax..", "io.evilnet.store..");
}
