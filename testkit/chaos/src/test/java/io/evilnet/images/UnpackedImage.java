package io.evilnet.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.launcher.cluster.FreePorts;
import io.evilnet.launcher.cluster.Project;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A container image as a directory, without an engine: the files that its Dockerfile collects and
 * copies, and its processes. The directory replaces {@code /}.
 */
final class UnpackedImage {
  private static final Path PROJECT = Project.find().root();

  private final Path root;
  private final Path build;
  private final String dockerfile;
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final FreePorts ports = new FreePorts();

  private UnpackedImage(Path folder, String dockerfile) {
    root = folder.resolve("root");
    build = folder.resolve("build");
    this.dockerfile = dockerfile;
  }

  static UnpackedImage of(String name, Path folder) throws IOException, InterruptedException {
    String text =
        Files.readString(PROJECT.resolve("infra/images").resolve(name).resolve("Dockerfile"));
    UnpackedImage image = new UnpackedImage(folder, text.replaceAll("\\\\\n\\s*", " "));
    Files.createDirectories(image.root.resolve("var/lib/evilnet"));
    Files.createDirectories(image.root.resolve("tmp"));
    image.collect();
    image.copy();
    return image;
  }

  /** Returns the process of the image, in an otherwise empty environment. */
  ProcessBuilder process(String name, Map<String, String> environment) {
    List<String> command = new ArrayList<>(array("ENTRYPOINT"));
    command.addAll(
        List.of(name, "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + root.resolve("tmp")));
    ProcessBuilder process =
        new ProcessBuilder(command).directory(Path.of(toLocal(value("WORKDIR"))).toFile());
    process.environment().keySet().retainAll(List.of("PATH", "JAVA_HOME"));
    for (String pair : value("ENV").split(" +", -1)) {
      process
          .environment()
          .put(
              pair.substring(0, pair.indexOf('=')), toLocal(pair.substring(pair.indexOf('=') + 1)));
    }
    process.environment().putAll(environment);
    return process.redirectErrorStream(true).redirectOutput(root.resolve("tmp/log").toFile());
  }

  String log() throws IOException {
    return Files.readString(root.resolve("tmp/log"), UTF_8);
  }

  /** Returns the exit code of the image's health check, redirected to a port. */
  int health(String port) throws IOException, InterruptedException {
    List<String> command = array("HEALTHCHECK .* CMD");
    command.set(2, address(port));
    Process healthCheck = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(healthCheck.waitFor(1, MINUTES)).isTrue();
    return healthCheck.exitValue();
  }

  /** Returns the local address for a port that the image opens on all addresses. */
  String address(String port) {
    return addresses.computeIfAbsent(port, p -> "127.0.0.1:" + ports.next());
  }

  /** Returns all files, except for those that a container may write. */
  TreeSet<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return new TreeSet<>(
          files
              .map(file -> root.relativize(file).toString())
              .filter(file -> !file.startsWith("var/lib/evilnet") && !file.startsWith("tmp"))
              .toList());
    }
  }

  private void collect() throws IOException, InterruptedException {
    for (MatchResult call : matches("infra/images/collect (\\S+) /(\\S+)")) {
      Path into = build.resolve(call.group(2));
      Process collect =
          new ProcessBuilder(
                  PROJECT.resolve("infra/images/collect").toString(),
                  call.group(1),
                  into.toString())
              .inheritIO()
              .start();
      assertThat(collect.waitFor(2, MINUTES)).isTrue();
      assertThat(collect.exitValue()).isZero();
    }
    if (dockerfile.contains(">/spark/classpath")) {
      try (Stream<Path> jars = Files.list(build.resolve("spark/lib"))) {
        Files.writeString(
            build.resolve("spark/classpath"),
            String.join(
                ":",
                jars.map(jar -> toLocal("/opt/evilnet/spark/jars/" + jar.getFileName())).toList()));
      }
    }
  }

  private void copy() throws IOException {
    String last = dockerfile.substring(dockerfile.lastIndexOf("\nFROM "));
    for (MatchResult copy :
        Pattern.compile("(?m)^COPY (--from=build )?(?:--chmod=\\d+ )?(.*) (\\S+)$")
            .matcher(last)
            .results()
            .toList()) {
      for (String source : copy.group(2).split(" ", -1)) {
        boolean isCollected = copy.group(1) != null && !source.startsWith("/src/");
        Path base = isCollected ? build : PROJECT;
        copy(base, source.replaceFirst("^(/src)?/", ""), copy.group(3), isCollected);
      }
    }
  }

  private void copy(Path base, String source, String target, boolean mayMove) throws IOException {
    for (Path file : matching(base, source)) {
      Path to = Path.of(toLocal(target));
      if (target.endsWith("/")) {
        to = to.resolve(file.getFileName());
      }
      Files.createDirectories(to.getParent());
      if (mayMove) {
        Files.move(file, to);
      } else if (Files.isDirectory(file)) {
        Files.createDirectories(to);
        for (Path child : matching(file, "*")) {
          Files.copy(child, to.resolve(child.getFileName()));
        }
      } else {
        Files.copy(file, to);
      }
    }
  }

  private static List<Path> matching(Path base, String source) throws IOException {
    Path folder = base.resolve(source).getParent();
    PathMatcher pattern = FileSystems.getDefault().getPathMatcher("glob:" + base.resolve(source));
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(pattern::matches).toList();
      assertThat(found).as(source).isNotEmpty();
      return found;
    }
  }

  /** Maps a value of the image to this machine: other directories, and free ports. */
  private String toLocal(String value) {
    String mapped = value.replaceAll("(?<![\\w/])/(opt|var/lib)/evilnet", root + "/$1/evilnet");
    return Pattern.compile("0\\.0\\.0\\.0:(\\d+)")
        .matcher(mapped)
        .replaceAll(match -> address(match.group(1)));
  }

  private List<String> array(String instruction) {
    String array = matches("(?m)^" + instruction + " \\[(.*)]$").get(0).group(1);
    return new ArrayList<>(
        Pattern.compile("\"([^\"]*)\"")
            .matcher(array)
            .results()
            .map(text -> toLocal(text.group(1)))
            .toList());
  }

  private String value(String instruction) {
    List<MatchResult> found = matches("(?m)^" + instruction + " (.*)$");
    return found.get(found.size() - 1).group(1); // of the last stage
  }

  private List<MatchResult> matches(String pattern) {
    return Pattern.compile(pattern).matcher(dockerfile).results().toList();
  }
}
