package io.evilnet.backfill;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.evilnet.backfill", importOptions = DoNotIncludeTests.class)
class BackfillArchitectureTest {

  @ArchTest
  static final ArchRule BACKFILL_KNOWS_NO_LAUNCHER_AND_NO_OTHER_APPLICATION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.evilnet.launcher..",
              "io.evilnet.ingest..",
              "io.evilnet.streams..",
              "io.evilnet.schedule..",
              "io.evilnet.chaos..",
              "io.evilnet.bench..",
              "io.evilnet.contract..");
}
