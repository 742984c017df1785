package io.evilnet.launcher.cluster;

import static java.util.stream.Collectors.joining;

import io.evilnet.platform.settings.EvilnetCommand;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings that ingest, streams-app or the schedule read directly, and commands as well: a command
 * must use the same keyspace, rules and cities as the running processes.
 */
public final class SharedSettings {
  private static final String RULES = "rules";

  /** Names of the settings. */
  public static final Set<String> NAMES =
      Set.of(
          "application-id",
          "backfill-minutes",
          "cassandra-datacenter",
          "city-resolution",
          "compression",
          "delivery-timeout",
          "executor-memory",
          "free-connections",
          "keyspace",
          "keyspace-replicas",
          "retweet-city",
          RULES,
          "site",
          "spark-driver-host",
          "stall-timeout",
          "x-base-url");

  /** Prefix, in a properties file, of settings of ingest and streams-app only. */
  private static final String PROCESS_PREFIX = "run.";

  private SharedSettings() {}

  /**
   * Returns the values of those that are set, with absolute file names.
   *
   * @param environment environment of the processes
   * @param file settings of the user's file
   */
  public static Map<String, String> of(Map<String, String> environment, Properties file) {
    Map<String, String> settings = new TreeMap<>();
    for (String name : NAMES) {
      Optional.ofNullable(environment.get(EvilnetCommand.variable(name)))
          .or(() -> Optional.ofNullable(file.getProperty(PROCESS_PREFIX + name)))
          .or(() -> Optional.ofNullable(file.getProperty(name)))
          .ifPresent(value -> settings.put(name, name.equals(RULES) ? absolute(value) : value));
    }
    return settings;
  }

  /** Returns absolute file names, for commands in other working directories. */
  private static String absolute(String files) {
    return Arrays.stream(files.split(","))
        .map(file -> Path.of(file).toAbsolutePath().toString())
        .collect(joining(","));
  }
}
