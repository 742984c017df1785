package io.evilnet.schedule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.evilnet.schedule", importOptions = DoNotIncludeTests.class)
class ScheduleArchitectureTest {

  @ArchTest
  static final ArchRule SCHEDULE_KNOWS_NO_OTHER_APPLICATION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.evilnet.ingest..",
              "io.evilnet.streams..",
              "io.evilnet.backfill..",
              "io.evilnet.chaos..",
              "io.evilnet.bench..",
              "io.evilnet.contract..");
}
