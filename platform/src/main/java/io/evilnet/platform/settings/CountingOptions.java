package io.evilnet.platform.settings;

import io.evilnet.core.CountingRules;
import io.evilnet.core.ReferenceKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Command-line options of the counting rules. */
public final class CountingOptions {

  @Option(
      names = "--window",
      paramLabel = "DURATION",
      defaultValue = "5m",
      description = "Length of a window (default: ${DEFAULT-VALUE}).")
  private Duration window;

  @Option(
      names = "--grace",
      paramLabel = "DURATION",
      defaultValue = "15m",
      description =
          "Grace period: time after its end during which a window accepts posts (default: ${DEFAULT-VALUE}).")
  private Duration grace;

  @Option(
      names = "--retweet-kinds",
      paramLabel = "KIND[,…]",
      defaultValue = "retweeted,quoted",
      description =
          "References that make a post a retweet: retweeted, quoted, replied_to"
              + " (default: ${DEFAULT-VALUE}).")
  private String retweetKinds;

  @Option(
      names = "--countries",
      paramLabel = "CODE[,…]",
      defaultValue = "CA",
      description =
          "Countries whose cities are counted, two-letter ISO codes, or 'all'"
              + " (default: ${DEFAULT-VALUE}).")
  private String countries;

  @Option(
      names = "--max-ahead",
      paramLabel = "DURATION",
      defaultValue = "5m",
      description =
          "Maximum by which created_at of a post may exceed its append time; posts beyond it are dead-lettered (default: ${DEFAULT-VALUE}).")
  private Duration maxAhead;

  @Option(
      names = "--assume-country",
      paramLabel = "CODE",
      description =
          "Country of cities that X delivers without a country code and whose matching rule contains none; if not set"
              + " they are unresolved, or of country ZZ if all countries are counted.")
  private String assumeCountry;

  /** Returns the validated rules. */
  public CountingRules rules() {
    return new CountingRules(window, grace, kinds(), countryCodes(), maxAhead, assumed());
  }

  private String assumed() {
    return assumeCountry == null ? "" : assumeCountry.trim().toUpperCase(Locale.ROOT);
  }

  private Set<ReferenceKind> kinds() {
    return Arrays.stream(retweetKinds.split(","))
        .map(String::trim)
        .map(
            name ->
                ReferenceKind.ofWireName(name)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "retweet-kinds must be a list of retweeted, quoted and replied_to, but contains '"
                                    + name
                                    + "'")))
        .collect(Collectors.toSet());
  }

  private Set<String> countryCodes() {
    if (countries.trim().equalsIgnoreCase("all")) {
      return Set.of();
    }
    return Arrays.stream(countries.split(","))
        .map(code -> code.trim().toUpperCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
