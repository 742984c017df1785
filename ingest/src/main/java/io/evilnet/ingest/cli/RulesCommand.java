package io.evilnet.ingest.cli;

import io.evilnet.core.PrintableText;
import io.evilnet.ingest.x.AccountRule;
import io.evilnet.ingest.x.AccountRules;
import io.evilnet.ingest.x.AccountUsage;
import io.evilnet.ingest.x.RulePlan;
import io.evilnet.ingest.x.StreamRule;
import io.evilnet.ingest.x.XSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Lists the rules of the account at X and reconciles them with those of a file or of the countries.
 */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "plan|apply|list",
    description =
        "Compares the rules of the account at X with the desired ones, and reconciles them."
            + " Only rules whose tag starts with evilnet: are ever deleted.")
final class RulesCommand implements Runnable {

  private static final int DAYS_PER_MONTH = 30;
  private static final int POSTS_PER_PRICE = 1_000;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "missing subcommand: plan, apply or list");
  }

  @Command(
      name = "plan",
      mixinStandardHelpOptions = true,
      description = "Shows the changes of apply, and validates them with a dry run at X.")
  int plan(
      @Mixin XOptions x,
      @Mixin RuleOptions desired,
      @Option(
              names = "--price-per-1000",
              paramLabel = "AMOUNT",
              description = "Price of 1,000 posts, to print the cost of a month.")
          Double price)
      throws IOException {
    if (price != null && !(price >= 0)) {
      throw new IllegalArgumentException("price-per-1000 must be 0 or more, but is " + price);
    }
    List<XSettings> accounts = x.settings();
    List<List<StreamRule>> rules = desired.rules(accounts.size());
    return forEachAccount(
        accounts,
        (account, number) -> {
          RulePlan plan = show(account, rules.get(number));
          account.check(plan);
          print(
              plan.isEmpty()
                  ? "Nothing to change."
                  : "%d to add, %d to delete. Validated by X (dry run); nothing was changed."
                      .formatted(plan.add().size(), plan.delete().size()));
          estimate(accounts.get(number), rules.get(number), price);
        });
  }

  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description = "Applies the desired rules to the account, after a dry run.")
  int apply(@Mixin XOptions x, @Mixin RuleOptions desired) throws IOException {
    List<XSettings> accounts = x.settings();
    List<List<StreamRule>> rules = desired.rules(accounts.size());
    return forEachAccount(
        accounts,
        (account, number) -> {
          RulePlan plan = show(account, rules.get(number));
          account.check(plan);
          account.apply(plan);
          print(
              plan.isEmpty()
                  ? "Nothing to change."
                  : "%d added, %d deleted. Effective within about 20 s."
                      .formatted(plan.add().size(), plan.delete().size()));
        });
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the rules of the account, including those of other applications.")
  int list(@Mixin XOptions x) throws IOException {
    return forEachAccount(
        x.settings(),
        (account, number) -> {
          List<AccountRule> rules = account.all();
          rules.forEach(
              rule -> print(rule.isManaged() ? "ours  " : "other ", rule.value(), rule.tag()));
          if (rules.isEmpty()) {
            print("The account has no rules.");
          }
        });
  }

  /** Prints the posts per day of each rule, by X's counts, and their price. */
  private void estimate(XSettings x, List<StreamRule> rules, Double price) {
    double total = 0;
    try (AccountUsage usage = new AccountUsage(x)) {
      for (StreamRule rule : rules) {
        double perDay = usage.lastWeek(rule).perDay();
        total += perDay;
        print(PrintableText.of("%,.0f posts per day: %s".formatted(perDay, rule.value())));
      }
    } catch (IOException e) {
      print("Posts per day are unknown, as X's recent counts are not available: " + e.getMessage());
      return;
    }
    print("%,.0f posts per day in total".formatted(total));
    if (price != null) {
      print(
          "%,.2f per month at %.2f per 1,000 posts"
              .formatted(total * DAYS_PER_MONTH * price / POSTS_PER_PRICE, price));
    }
  }

  private RulePlan show(AccountRules account, List<StreamRule> desired) throws IOException {
    RulePlan plan = RulePlan.between(account.all(), desired);
    plan.delete().forEach(rule -> print("- ", rule.value(), rule.tag()));
    plan.add().forEach(rule -> print("+ ", rule.value(), rule.tag()));
    return plan;
  }

  private int forEachAccount(List<XSettings> accounts, AccountAction action) throws IOException {
    for (int i = 0; i < accounts.size(); i++) {
      if (accounts.size() > 1) {
        print("Account %d:".formatted(i + 1));
      }
      runFor(accounts.get(i), i, action);
    }
    return 0;
  }

  private static void runFor(XSettings x, int number, AccountAction action) throws IOException {
    try (AccountRules account = new AccountRules(x)) {
      action.run(account, number);
    } catch (IOException e) {
      throw XOptions.explain(e, x);
    }
  }

  private void print(String mark, String value, String tag) {
    // Rules of other applications may contain anything.
    print(PrintableText.of(mark + value + (tag.isEmpty() ? "" : "  # " + tag)));
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  @FunctionalInterface
  private interface AccountAction {
    void run(AccountRules account, int number) throws IOException;
  }
}
