package io.evilnet.infra.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;

/**
 * Runs a picocli command the way all of EvilNet's are run: the same settings, messages and exit
 * codes.
 */
public final class EvilnetCommand {

  private EvilnetCommand() {}

  /**
   * Runs a command to its end.
   *
   * @param command an object with picocli's annotations
   * @return the exit code: the command's own; 1 when it failed, or what the command declares for
   *     that; 2 when its settings cannot be used
   */
  public static int run(Object command, String... args) {
    // Numbers and names are for programs as much as for people: the same in Turkish and in Arabic.
    Locale.setDefault(Locale.ROOT);
    return run(command, System.getenv(), new PrintWriter(System.err, true, UTF_8), args);
  }

  static int run(Object command, Map<String, String> environment, PrintWriter err, String... args) {
    try {
      return commandLine(command, environment).setErr(err).execute(args);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  /**
   * The command line of {@code command}, with settings that are not given read from {@code
   * environment}.
   */
  public static CommandLine commandLine(Object command, Map<String, String> environment) {
    CommandLine commandLine = new CommandLine(command);
    commandLine.registerConverter(Duration.class, DurationConverter::parse);
    commandLine.registerConverter(Instant.class, new TimeConverter());
    commandLine.setDefaultValueProvider(SettingSources.of(environment));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setAbbreviatedOptionsAllowed(false);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setParameterExceptionHandler(EvilnetCommand::explainUsage);
    commandLine.setExecutionExceptionHandler(explainFailure(environment));
    return commandLine;
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

  /** Kafka's clients name only themselves when they cannot be made; why is in the cause. */
  private static String reason(Throwable e) {
    if (e instanceof KafkaException && e.getCause() instanceof KafkaException cause) {
      return "%s: %s".formatted(e.getMessage(), reason(cause));
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
