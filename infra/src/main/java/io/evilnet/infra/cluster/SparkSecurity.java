package io.evilnet.infra.cluster;

import io.evilnet.infra.security.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Has Spark's processes ask each other for a secret that they share, and encrypt what they say.
 * They are told by a file: a worker hands the secret to its executors in their environment.
 */
record SparkSecurity(Path secretFile) {

  /** Writes what a process is told, as a file of properties of Spark. */
  void write(Path file) {
    try {
      PropertiesFile.write(
          file,
          Map.of(
              "spark.authenticate",
              "true",
              "spark.authenticate.secret",
              Secret.in(secretFile).value(),
              "spark.network.crypto.enabled",
              "true"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
