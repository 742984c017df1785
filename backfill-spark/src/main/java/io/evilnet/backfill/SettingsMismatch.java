package io.evilnet.backfill;

import static java.util.stream.Collectors.joining;

import io.evilnet.infra.schema.CountingSource;
import java.util.Map;
import java.util.Set;

/** Refuses to mix counts that are made by different rules. */
final class SettingsMismatch {

  private SettingsMismatch() {}

  /**
   * Compares the settings.
   *
   * @param whose begins the message: whose the rules are
   * @param rules those that the rows are counted by, by name
   * @param given those of this run
   * @throws IllegalArgumentException naming the settings that differ
   */
  static void refuse(String whose, Map<String, String> rules, Map<String, String> given) {
    Set<String> names = CountingSource.differing(rules, given);
    if (!names.isEmpty()) {
      throw new IllegalArgumentException(
          "%s %s, this run with %s: give the same, or name a keyspace of their own with --into"
              .formatted(whose, text(rules, names), text(given, names)));
    }
  }

  private static String text(Map<String, String> settings, Set<String> names) {
    return names.stream()
        .map(name -> name + "=" + settings.getOrDefault(name, "?"))
        .collect(joining(" "));
  }
}
