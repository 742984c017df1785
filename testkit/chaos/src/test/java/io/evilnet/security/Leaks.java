package io.evilnet.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.evilnet.launcher.provision.SecretsDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Searches for leaked secrets.
 *
 * @param secrets secrets by file name
 */
record Leaks(Map<String, String> secrets) {
  private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----\n";

  /** Returns all passwords of a directory, and the first line of each private key. */
  static Leaks of(SecretsDirectory directory) throws IOException {
    Map<String, String> secrets = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory.root())) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        String text = new String(Files.readAllBytes(file), ISO_8859_1);
        if (name.endsWith(".password")) {
          secrets.put(name, text.strip());
        } else if (text.contains(BEGIN_KEY)) {
          secrets.put(
              name,
              text.substring(text.indexOf(BEGIN_KEY) + BEGIN_KEY.length())
                  .lines()
                  .findFirst()
                  .orElseThrow());
        }
      }
    }
    return new Leaks(secrets);
  }

  /** Returns the names of the secrets in a text. */
  List<String> in(String text) {
    return secrets.entrySet().stream()
        .filter(secret -> text.contains(secret.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Returns the files of a directory that contain a secret and are readable by users other than
   * their owner.
   */
  List<String> inReadableFilesOf(Path directory) throws IOException {
    List<String> leaks = new ArrayList<>();
    for (Path file : files(directory)) {
      try {
        boolean ownerOnly =
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).endsWith("------");
        List<String> found = in(new String(Files.readAllBytes(file), ISO_8859_1));
        if (!found.isEmpty() && !ownerOnly) {
          leaks.add(file + ": " + found);
        }
      } catch (NoSuchFileException deleted) {
        // Deleted in the meantime.
      }
    }
    return leaks;
  }

  /** Returns the files of a directory that contain a secret, regardless of their permissions. */
  List<String> inFilesOf(Path directory) throws IOException {
    List<String> leaks = new ArrayList<>();
    for (Path file : files(directory)) {
      List<String> found = in(new String(Files.readAllBytes(file), ISO_8859_1));
      if (!found.isEmpty()) {
        leaks.add(file + ": " + found);
      }
    }
    return leaks;
  }

  private static List<Path> files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
