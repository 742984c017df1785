package io.evilnet.ingest.cli;

import io.evilnet.infra.settings.CountingOptions;
import io.evilnet.ingest.x.RuleFile;
import io.evilnet.ingest.x.StreamRule;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is asked of X. */
final class RuleOptions {

  @Mixin private CountingOptions counting;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "YAML file of the rules for X; without it there is one rule for each of the countries.")
  private Path file;

  /** The rules, checked. */
  List<StreamRule> rules() {
    return file == null ? RuleFile.forCountries(counting.rules().countries()) : RuleFile.read(file);
  }
}
