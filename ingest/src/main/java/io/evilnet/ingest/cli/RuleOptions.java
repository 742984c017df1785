package io.evilnet.ingest.cli;

import io.evilnet.ingest.x.RuleFile;
import io.evilnet.ingest.x.StreamRule;
import io.evilnet.platform.settings.CountingOptions;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command-line options of the rules. */
final class RuleOptions {

  @Mixin private CountingOptions counting;

  @Option(
      names = "--rules",
      paramLabel = "FILE[,…]",
      split = ",",
      description =
          "YAML file with the rules, or one file per bearer token; by default one rule"
              + " per country, or a few rules for all countries.")
  private List<Path> files = List.of();

  /**
   * Returns the validated rules of each account.
   *
   * @param accounts number of accounts
   */
  List<List<StreamRule>> rules(int accounts) {
    if (files.size() > 1 && files.size() != accounts) {
      throw new IllegalArgumentException(
          "rules must be one file or one per bearer token, but is %d files for %d tokens"
              .formatted(files.size(), accounts));
    }
    List<List<StreamRule>> rules =
        files.isEmpty()
            ? List.of(RuleFile.forCountries(counting.rules().countries()))
            : files.stream().map(RuleFile::read).toList();
    return rules.size() == accounts ? rules : Collections.nCopies(accounts, rules.get(0));
  }
}
