package io.evilnet.launcher.cli;

import io.evilnet.launcher.process.Service;
import java.util.Map;
import java.util.TreeSet;

/** Environment variables of passwords, which are rejected: no process inherits them. */
final class PasswordVariables {
  private static final String API = "EVILNET_API_PASSWORD";

  private PasswordVariables() {}

  /**
   * Verifies that no password variable is set, because processes would start without the
   * corresponding authentication.
   *
   * @throws IllegalArgumentException naming the variable and the remedy
   */
  static void requireNone(Map<String, String> environment) {
    for (String variable : new TreeSet<>(Service.PASSWORDS)) {
      if (environment.containsKey(variable)) {
        throw new IllegalArgumentException(
            "%s is not passed to the processes: %s".formatted(variable, remedy(variable)));
      }
    }
  }

  private static String remedy(String variable) {
    return variable.equals(API)
        ? "without --secure set %s_FILE to a file that contains it; with --secure unset it, as there is a generated password"
            .formatted(API)
        : "unset it, as Kafka and Cassandra have authentication with --secure only, and generated passwords";
  }
}
