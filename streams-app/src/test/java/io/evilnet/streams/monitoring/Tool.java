package io.evilnet.streams.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** An external program, which may not be installed. */
final class Tool {

  /** Exit code and output. */
  record Result(int exitCode, String output) {}

  private Tool() {}

  static boolean isInstalled(String program) {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  static Result run(Path directory, List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("tool", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not exit within 3 min");
      }
      return new Result(process.exitValue(), Files.readString(output, UTF_8));
    } finally {
      Files.delete(output);
    }
  }
}
