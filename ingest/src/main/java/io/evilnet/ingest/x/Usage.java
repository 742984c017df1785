package io.evilnet.ingest.x;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Usage of an account, as reported by X.
 *
 * @param cap posts per billing period
 * @param used posts of the current period
 * @param resetDay day of the month on which a period starts; 0 if unknown
 * @param days posts by day, UTC
 */
public record Usage(long cap, long used, int resetDay, NavigableMap<LocalDate, Long> days) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DATE_LENGTH = 10;

  public Usage {
    days = new TreeMap<>(days);
  }

  /** Parses X's response, in which numbers may be strings. */
  static Usage parse(byte[] body) throws IOException {
    JsonNode data;
    try {
      data = JSON.readTree(body).path("data");
    } catch (JsonProcessingException e) {
      throw new IOException("X responded with a usage that is not JSON", e);
    }
    if (!data.has("project_cap") || !data.has("project_usage")) {
      throw new IOException("X responded without a usage: the account may not have access to it");
    }
    TreeMap<LocalDate, Long> days = new TreeMap<>();
    for (JsonNode day : data.path("daily_project_usage").path("usage")) {
      String date = day.path("date").asText();
      if (date.matches("\\d{4}-\\d\\d-\\d\\d.*")) {
        days.put(LocalDate.parse(date.substring(0, DATE_LENGTH)), day.path("usage").asLong());
      }
    }
    return new Usage(
        data.path("project_cap").asLong(),
        data.path("project_usage").asLong(),
        data.path("cap_reset_day").asInt(),
        days);
  }

  /** Returns the days until the next period, at least 1; 0 if unknown. */
  public long daysUntilReset(LocalDate today) {
    if (resetDay < 1) {
      return 0;
    }
    LocalDate reset = inMonth(YearMonth.from(today));
    LocalDate next = reset.isAfter(today) ? reset : inMonth(YearMonth.from(today).plusMonths(1));
    return next.toEpochDay() - today.toEpochDay();
  }

  private LocalDate inMonth(YearMonth month) {
    return month.atDay(Math.min(resetDay, month.lengthOfMonth()));
  }
}
