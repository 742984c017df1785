package io.evilnet.schedule;

import static java.util.Objects.requireNonNull;

import io.evilnet.core.CountingRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.quartz.CronExpression;

/**
 * What is done, and when.
 *
 * @param cron when, as a Quartz expression in UTC
 * @param span how much of the closed windows; more than 0
 * @param repair whether differences are repaired
 * @param rules the counting contract, which says when a window is closed
 */
record ScheduleSettings(String cron, Duration span, boolean repair, CountingRules rules) {

  ScheduleSettings {
    requireNonNull(rules, "rules");
    if (!CronExpression.isValidExpression(cron)) {
      throw new IllegalArgumentException(
          "validate-cron must be an expression of Quartz such as '0 0/15 * * * ?', but is '%s'"
              .formatted(cron));
    }
    if (span.isNegative() || span.isZero()) {
      throw new IllegalArgumentException("validate-span must be more than 0, but is " + span);
    }
  }

  /** The command of the job for the windows that are closed now. */
  List<String> command(Instant now) {
    Instant end = rules.firstOpenWindow(now);
    return List.of(
        repair ? "backfill" : "validate",
        "--from=" + end.minus(span),
        "--to=" + end,
        // Kafka may have lost what the rows of this hour were counted from.
        "--only-retained");
  }
}
