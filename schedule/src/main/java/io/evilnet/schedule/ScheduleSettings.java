package io.evilnet.schedule;

import static java.util.Objects.requireNonNull;

import io.evilnet.core.CountingRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.quartz.CronExpression;

/**
 * Settings of the schedule.
 *
 * @param cron times as a Quartz cron expression in UTC
 * @param span time range of each validation, up to the last closed window; more than 0
 * @param repair whether differences are repaired
 * @param rules the counting contract, which defines closed windows
 */
record ScheduleSettings(String cron, Duration span, boolean repair, CountingRules rules) {

  ScheduleSettings {
    requireNonNull(rules, "rules");
    if (!CronExpression.isValidExpression(cron)) {
      throw new IllegalArgumentException(
          "validate-cron must be a Quartz cron expression such as '0 0/15 * * * ?', but is '%s'"
              .formatted(cron));
    }
    if (span.isNegative() || span.isZero()) {
      throw new IllegalArgumentException("validate-span must be more than 0, but is " + span);
    }
  }

  /** Returns the command of the job for the windows that are closed at {@code now}. */
  List<String> command(Instant now) {
    Instant end = rules.firstOpenWindow(now);
    return List.of(
        repair ? "backfill" : "validate",
        "--from=" + end.minus(span),
        "--to=" + end,
        // The posts of this time range may have expired in Kafka.
        "--only-retained");
  }
}
