package io.evilnet.launcher.cli;

import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.process.RunDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Command-line option of the directory of all files. */
final class DirectoryOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Directory for data, logs and pid files (default: .evilnet in the project).")
  private Path directory;

  RunDirectory directory() {
    return new RunDirectory(
        directory == null ? Project.find().root().resolve(".evilnet") : directory);
  }
}
