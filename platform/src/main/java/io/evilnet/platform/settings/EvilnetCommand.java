package io.evilnet.platform.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Runs picocli commands with the settings sources, messages and exit codes common to all commands
 * of EvilNet.
 */
public final class EvilnetCommand {

  private EvilnetCommand() {}

  /**
   * Executes a command.
   *
   * @param command an object with picocli's annotations
   * @return the exit code of the command; 1, or its declared code for exceptions, if it failed; 2
   *     if its settings are invalid
   */
  public static int run(Object command, String... args) {
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    return run(command, out, new PrintWriter(System.err, true, UTF_8), args);
  }

  /** Executes a command with other writers than those of the standard streams. */
  public static int run(Object command, PrintWriter out, PrintWriter err, String... args) {
    // Output is also parsed by programs, so its format must not depend on the locale.
    Locale.setDefault(Locale.ROOT);
    return run(command, System.getenv(), out, err, args);
  }

  static int run(
      Object command,
      Map<String, String> environment,
      PrintWriter out,
      PrintWriter err,
      String... args) {
    try {
      return commandLine(command, environment).setOut(out).setErr(err).execute(args);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  /**
   * Returns the command line of {@code command}, with {@code environment} as the source of
   * unspecified options.
   */
  public static CommandLine commandLine(Object command, Map<String, String> environment) {
    CommandLine commandLine = new CommandLine(command);
    commandLine.registerConverter(Duration.class, Times::convertDuration);
    commandLine.registerConverter(Instant.class, Times::convertTime);
    commandLine.setDefaultValueProvider(SettingSources.of(environment));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setAbbreviatedOptionsAllowed(false);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setParameterExceptionHandler(EvilnetCommand::explainUsage);
    commandLine.setExecutionExceptionHandler(explainFailure(environment));
    return commandLine;
  }

  /** Returns the environment variable of a setting. */
  public static String variable(String setting) {
    return "EVILNET_" + setting.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * Returns another setting of the properties file that contains the value of an option; empty if
   * the value is from the command line, the environment or the default.
   */
  public static Optional<String> settingBeside(OptionSpec option, String setting) {
    CommandLine command = option.command().commandLine();
    return !command.getParseResult().hasMatchedOption(option)
            && command.getDefaultValueProvider() instanceof SettingSources sources
        ? sources.beside(option, setting)
        : Optional.empty();
  }

  private static int explainUsage(ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    err.println(name + ": " + e.getMessage());
    err.println("Try '" + name + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  private static IExecutionExceptionHandler explainFailure(Map<String, String> environment) {
    return (e, commandLine, parsed) -> {
      PrintWriter err = commandLine.getErr();
      err.println(commandLine.getCommandSpec().qualifiedName() + ": " + reason(e));
      if (environment.containsKey("EVILNET_DEBUG")) {
        e.printStackTrace(err);
      }
      boolean settings = e instanceof IllegalArgumentException;
      return settings
          ? CommandLine.ExitCode.USAGE
          : commandLine.getCommandSpec().exitCodeOnExecutionException();
    };
  }

  /**
   * Returns the message of an exception, with the cause appended if the message lacks it: that of a
   * Kafka client that could not be constructed, or that of the file system, which consists of the
   * path only.
   */
  private static String reason(Throwable e) {
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return "%s: %s".formatted(file.getMessage(), kind(file));
    }
    if (e instanceof IllegalArgumentException && e.getCause() instanceof FileSystemException file) {
      return "%s: %s".formatted(e.getMessage(), kind(file));
    }
    if (e instanceof IllegalArgumentException && e.getCause() instanceof CharacterCodingException) {
      return e.getMessage() + ": the file is not UTF-8 text";
    }
    if (e instanceof KafkaException && e.getCause() instanceof KafkaException cause) {
      return "%s: %s".formatted(e.getMessage(), reason(cause));
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String kind(FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied for the user " + System.getProperty("user.name");
    }
    return e instanceof NoSuchFileException ? "no such file or directory" : e.toString();
  }
}
