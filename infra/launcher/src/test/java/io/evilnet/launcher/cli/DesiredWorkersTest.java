package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.process.LivenessPolicy;
import io.evilnet.launcher.process.RestartDelays;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.ServiceGroup;
import io.evilnet.launcher.process.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesiredWorkersTest {

  @TempDir private Path root;
  private RunDirectory directory;
  private DesiredWorkers desired;

  @BeforeEach
  void create() throws IOException {
    directory = new RunDirectory(root);
    desired = DesiredWorkers.of(directory);
    Files.createDirectories(directory.run("x").getParent());
  }

  @Test
  void shouldKeepNumberWrittenDuringStart() {
    desired.write(3);
    begin(1);
    assertThat(desired.read()).hasValue(3);
  }

  @Test
  void shouldNotApplyNumberOfEarlierRun() {
    desired.write(3);
    assertThat(DesiredWorkers.ofStart(directory).read()).isEmpty();
    begin(1);
    assertThat(desired.read()).hasValue(1);
    assertThat(DesiredWorkers.ofStart(new RunDirectory(root.resolve("absent"))).read()).isEmpty();
  }

  private void begin(int workers) {
    StatusLines console = new StatusLines(System.out);
    try (ServiceGroup group = new ServiceGroup(directory, List.of());
        Supervisor supervisor =
            new Supervisor(group, RestartDelays.DEFAULT, LivenessPolicy.DEFAULT, console);
        WorkerScaler scaler =
            new WorkerScaler(
                group,
                supervisor,
                desired,
                workers,
                number -> {
                  throw new AssertionError("worker " + number);
                },
                console)) {
      scaler.begin();
    }
  }
}
