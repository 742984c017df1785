package io.evilnet.ingest.cli;

import io.evilnet.core.PrintableText;
import io.evilnet.ingest.x.AccountRule;
import io.evilnet.ingest.x.AccountRules;
import io.evilnet.ingest.x.RulePlan;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.StreamRule;
import io.evilnet.ingest.x.XFailure;
import io.evilnet.ingest.x.XSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The rules of the account at X: what they are, and how they become what a file or the countries
 * say.
 */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "plan|apply|list",
    description =
        "Compares the rules of the account at X with those that are wanted, and changes them."
            + " Only rules whose tag begins with evilnet: are ever deleted.")
final class RulesCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to do with the rules: plan, apply or list");
  }

  @Command(
      name = "plan",
      mixinStandardHelpOptions = true,
      description =
          "Shows what apply would change, and asks X in a dry run whether it would take it.")
  int plan(@Mixin XOptions x, @Mixin RuleOptions wanted) throws IOException {
    List<XSettings> accounts = x.settings();
    List<List<StreamRule>> rules = wanted.rules(accounts.size());
    return ask(
        accounts,
        (account, number) -> {
          RulePlan plan = show(account, rules.get(number));
          account.check(plan);
          say(
              plan.isEmpty()
                  ? "Nothing to change."
                  : "%d to add, %d to delete. X takes them (dry run); nothing was changed."
                      .formatted(plan.add().size(), plan.delete().size()));
        });
  }

  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description = "Makes our rules in the account what is wanted, after a dry run.")
  int apply(@Mixin XOptions x, @Mixin RuleOptions wanted) throws IOException {
    List<XSettings> accounts = x.settings();
    List<List<StreamRule>> rules = wanted.rules(accounts.size());
    return ask(
        accounts,
        (account, number) -> {
          RulePlan plan = show(account, rules.get(number));
          account.check(plan);
          account.apply(plan);
          say(
              plan.isEmpty()
                  ? "Nothing to change."
                  : "%d added, %d deleted. X follows within about 20 s."
                      .formatted(plan.add().size(), plan.delete().size()));
        });
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Shows the rules that the account has, those of others too.")
  int list(@Mixin XOptions x) throws IOException {
    return ask(
        x.settings(),
        (account, number) -> {
          List<AccountRule> rules = account.all();
          rules.forEach(rule -> say(rule.isOurs() ? "ours  " : "other ", rule.value(), rule.tag()));
          if (rules.isEmpty()) {
            say("The account has no rules.");
          }
        });
  }

  private RulePlan show(AccountRules account, List<StreamRule> wanted) throws IOException {
    RulePlan plan = RulePlan.between(account.all(), wanted);
    plan.delete().forEach(rule -> say("- ", rule.value(), rule.tag()));
    plan.add().forEach(rule -> say("+ ", rule.value(), rule.tag()));
    return plan;
  }

  private int ask(List<XSettings> accounts, Question question) throws IOException {
    for (int i = 0; i < accounts.size(); i++) {
      if (accounts.size() > 1) {
        say("Account %d:".formatted(i + 1));
      }
      ask(accounts.get(i), i, question);
    }
    return 0;
  }

  private static void ask(XSettings x, int number, Question question) throws IOException {
    try (AccountRules account = new AccountRules(x)) {
      question.ask(account, number);
    } catch (XFailure e) {
      if (e.end() instanceof StreamEnd.Refused refused) {
        throw new IOException(XOptions.explain(refused, x), e);
      }
      throw e;
    }
  }

  private void say(String mark, String value, String tag) {
    // The rules of others may be anything.
    say(PrintableText.of(mark + value + (tag.isEmpty() ? "" : "  # " + tag)));
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  @FunctionalInterface
  private interface Question {
    void ask(AccountRules account, int number) throws IOException;
  }
}
