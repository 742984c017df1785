package io.evilnet.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.chaos.fault.FaultPlan;
import io.evilnet.chaos.observe.WatchedSystem;
import io.evilnet.chaos.run.SabotagedBuild.Kind;
import io.evilnet.chaos.system.SystemSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the real processes from a build with an injected bug, which must be detected. Opt-in,
 * because each takes two minutes; {@link SabotageTest} does the same with the topology alone.
 */
@EnabledIfSystemProperty(
    named = "evilnet.sabotage",
    matches = "true",
    disabledReason = "takes ten minutes; -Devilnet.sabotage=true runs it")
class SabotagedSystemIT {

  private static final String JARS = "evilnet.jars";
  private static final long POSTS_PER_SECOND = 500;
  private static final FaultPlan NO_FAULTS = new FaultPlan(0, Duration.ofSeconds(30), List.of());

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void shouldDetectBug(Kind kind) throws Exception {
    Path jars = Files.createDirectory(directory.resolve("jars"));
    SabotagedBuild.copyTo(jars, kind);
    System.setProperty(JARS, jars.toString());

    ChaosRun.Result result;
    try (WatchedSystem system =
        WatchedSystem.start(
            SystemSettings.plain(directory.resolve("system"), POSTS_PER_SECOND),
            System.out::println)) {
      result = new ChaosRun(NO_FAULTS, system, System.out::println).run();
    }

    result.verdicts().forEach(System.out::println);
    assertThat(result.expected().accepted()).isGreaterThan(10 * POSTS_PER_SECOND);
    assertThat(result.held()).isEqualTo(kind == Kind.NOTHING);
    assertThat(result.verdicts().stream().filter(verdict -> !verdict.held()))
        .allMatch(verdict -> !verdict.details().isEmpty());
  }

  @AfterEach
  void restoreJars() {
    System.clearProperty(JARS);
  }
}
