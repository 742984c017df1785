package io.evilnet.ingest.cli;

import io.evilnet.infra.settings.CountingOptions;
import io.evilnet.ingest.x.RuleFile;
import io.evilnet.ingest.x.StreamRule;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is asked of X. */
final class RuleOptions {

  @Mixin private CountingOptions counting;

  @Option(
      names = "--rules",
      paramLabel = "FILE[,…]",
      split = ",",
      description =
          "YAML file of the rules for X, or one for each bearer token; without it there is one rule"
              + " for each of the countries, or a few for all.")
  private List<Path> files = List.of();

  /**
   * The rules of each account, checked.
   *
   * @param accounts how many there are
   */
  List<List<StreamRule>> rules(int accounts) {
    if (files.size() > 1 && files.size() != accounts) {
      throw new IllegalArgumentException(
          "rules must be one file or one for each bearer token, but is %d files for %d tokens"
              .formatted(files.size(), accounts));
    }
    List<List<StreamRule>> rules =
        files.isEmpty()
            ? List.of(RuleFile.forCountries(counting.rules().countries()))
            : files.stream().map(RuleFile::read).toList();
    return rules.size() == accounts ? rules : Collections.nCopies(accounts, rules.get(0));
  }
}
