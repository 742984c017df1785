package io.evilnet.backfill.job;

import static java.util.stream.Collectors.joining;

import io.evilnet.store.table.CountingSource;
import java.util.Map;
import java.util.Set;

/** Rejects runs whose counting rules differ from those of the existing rows. */
public final class SettingsMismatch {

  private SettingsMismatch() {}

  /**
   * Compares two sets of settings.
   *
   * @param subject the beginning of the message, with the owner of the rules
   * @param rules the settings of the rows, by name
   * @param given the settings of this run, by name
   * @throws IllegalArgumentException if they differ; the message contains the settings
   */
  public static void reject(String subject, Map<String, String> rules, Map<String, String> given) {
    Set<String> names = CountingSource.differing(rules, given);
    if (!names.isEmpty()) {
      throw new IllegalArgumentException(
          "%s %s, this run with %s; specify the same settings, or another keyspace with --into"
              .formatted(subject, text(rules, names), text(given, names)));
    }
  }

  private static String text(Map<String, String> settings, Set<String> names) {
    return names.stream()
        .map(name -> name + "=" + settings.getOrDefault(name, "?"))
        .collect(joining(" "));
  }
}
