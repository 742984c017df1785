package io.evilnet.launcher.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.evilnet.launcher.cli.ComposeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A resource, or a patch of one, and the file that contains it. */
record Manifest(Path file, JsonNode root) {
  static final Path FOLDER = ComposeFile.INFRA.resolve("k8s");

  private static final YAMLMapper YAML = new YAMLMapper();

  /** Returns all resources of the project, without kustomize's own files. */
  static List<Manifest> all() throws IOException {
    List<Manifest> all = new ArrayList<>();
    for (Path file : files(".yaml")) {
      for (Manifest manifest : in(file)) {
        if (manifest.root.has("kind") && !manifest.kind().equals("Kustomization")) {
          all.add(manifest);
        }
      }
    }
    return all;
  }

  static List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  static List<Manifest> in(Path file) throws IOException {
    return parse(file, Files.readString(file));
  }

  static List<Manifest> parse(Path file, String text) throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    // Through plain objects: they resolve anchors and reject duplicate keys.
    for (Object document : new org.yaml.snakeyaml.Yaml().loadAll(text)) {
      manifests.add(new Manifest(file, YAML.valueToTree(document)));
    }
    return manifests;
  }

  /** Returns a resource that is not one of an overlay. */
  static Manifest base(String kind, String name) throws IOException {
    return all().stream()
        .filter(manifest -> !manifest.file.startsWith(FOLDER.resolve("overlays")))
        .filter(manifest -> manifest.kind().equals(kind) && manifest.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
  }

  String kind() {
    return root.path("kind").asText();
  }

  String type() {
    return root.path("apiVersion").asText() + " " + kind();
  }

  String name() {
    return root.at("/metadata/name").asText();
  }

  JsonNode at(String pointer) {
    return root.at(pointer);
  }

  @Override
  public String toString() {
    return "%s %s in %s".formatted(kind(), name(), file);
  }
}
