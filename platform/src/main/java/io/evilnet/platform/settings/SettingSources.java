package io.evilnet.platform.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Provides the values of options that are not on the command line: from the environment, then from
 * a properties file, in which {@code replay.kafka-user} applies to one command and {@code
 * kafka-user} to all others.
 */
final class SettingSources implements IDefaultValueProvider {

  static final String CONFIG_FILE_VARIABLE = "EVILNET_CONFIG";

  private final Map<String, String> environment;
  private final Properties file;

  private SettingSources(Map<String, String> environment, Properties file) {
    this.environment = environment;
    this.file = file;
  }

  /**
   * Returns the sources of an environment and its properties file.
   *
   * @throws IllegalArgumentException if the file cannot be read
   */
  static SettingSources of(Map<String, String> environment) {
    Properties properties = new Properties();
    String name = environment.getOrDefault(CONFIG_FILE_VARIABLE, "");
    if (!name.isEmpty()) {
      try (Reader reader = Files.newBufferedReader(Path.of(name))) {
        properties.load(reader);
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "cannot read the file " + name + " of " + CONFIG_FILE_VARIABLE, e);
      }
    }
    return new SettingSources(environment, properties);
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return null;
    }
    String value = environment.get(EvilnetCommand.variable(setting(option)));
    return value == null ? inFile(option) : value;
  }

  /** Returns another setting of the file, if the value of an option is from the file. */
  Optional<String> beside(OptionSpec option, String setting) {
    boolean isFromFile =
        environment.get(EvilnetCommand.variable(setting(option))) == null && inFile(option) != null;
    return isFromFile ? Optional.ofNullable(file.getProperty(setting)) : Optional.empty();
  }

  private String inFile(OptionSpec option) {
    String command = option.command() == null ? "" : option.command().name();
    String setting = setting(option);
    return file.getProperty(command + "." + setting, file.getProperty(setting));
  }

  private static String setting(OptionSpec option) {
    return option.longestName().replaceFirst("^--", "");
  }
}
