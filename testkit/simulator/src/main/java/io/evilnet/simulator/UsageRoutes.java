package io.evilnet.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evilnet.simulator.RuleBook.Rule;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.NavigableMap;

/**
 * Handlers of {@code /2/usage/tweets} and {@code /2/tweets/counts/recent}.
 *
 * @see <a href="https://docs.x.com/x-api/usage/introduction">X: usage</a>
 * @see <a href="https://docs.x.com/x-api/posts/counts/introduction">X: post counts</a>
 */
final class UsageRoutes {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_QUERY_LENGTH = 512;
  private static final Duration COUNTED = Duration.ofDays(7);
  private static final Duration NOT_COUNTED = Duration.ofSeconds(10);

  /** Reported for an account without a cap: the largest cap of X's paid levels. */
  private static final long NO_CAP_SHOWN = 2_000_000;

  private final Accounts accounts;
  private final PostFeed feed;
  private final Clock clock;

  UsageRoutes(Accounts accounts, PostFeed feed, Clock clock) {
    this.accounts = accounts;
    this.feed = feed;
    this.clock = clock;
  }

  void usage(Context context) {
    Usage usage = accounts.of(context).usage();
    ObjectNode data = JSON.createObjectNode();
    data.put("cap_reset_day", 1);
    data.put("project_id", "1");
    data.put(
        "project_cap", Long.toString(usage.cap() == Long.MAX_VALUE ? NO_CAP_SHOWN : usage.cap()));
    data.put("project_usage", Long.toString(usage.posts()));
    ArrayNode days = data.putObject("daily_project_usage").put("project_id", "1").putArray("usage");
    usage
        .days()
        .forEach(
            (day, posts) ->
                days.addObject()
                    .put("date", day + "T00:00:00.000Z")
                    .put("usage", Long.toString(posts)));
    respond(context, JSON.createObjectNode().set("data", data));
  }

  /** Counts the generated posts that are retained; X counts seven days. */
  void counts(Context context) {
    String query = context.queryParam("query");
    if (query == null || query.isBlank() || query.length() > MAX_QUERY_LENGTH) {
      Problem.invalidRequest("query must be 1 to 512 characters.").respond(context);
      return;
    }
    Instant oldest = clock.instant().minus(COUNTED);
    Instant newest = clock.instant().minus(NOT_COUNTED);
    Instant from;
    Instant to;
    try {
      from = time(context, "start_time", oldest);
      to = time(context, "end_time", newest);
    } catch (DateTimeException e) {
      Problem.invalidRequest("start_time and end_time must be instants.").respond(context);
      return;
    }
    if (!from.isBefore(to)) {
      Problem.invalidRequest("start_time must be before end_time.").respond(context);
      return;
    }
    if (from.isBefore(oldest) || to.isAfter(newest)) {
      Problem.invalidRequest("The interval must be between seven days and 10 seconds ago.")
          .respond(context);
      return;
    }
    NavigableMap<Instant, Long> seconds = feed.produced().count(new Rule("", query, ""), from, to);
    ObjectNode response = JSON.createObjectNode();
    ArrayNode data = response.putArray("data");
    long total = 0;
    while (!seconds.isEmpty()) {
      Instant start = seconds.firstKey();
      Instant end = start.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
      long count = seconds.headMap(end).values().stream().mapToLong(Long::longValue).sum();
      seconds.headMap(end).clear();
      data.addObject()
          .put("start", start.toString())
          .put("end", (end.isAfter(to) ? to : end).toString())
          .put("tweet_count", count);
      total += count;
    }
    response.putObject("meta").put("total_tweet_count", total);
    respond(context, response);
  }

  private static Instant time(Context context, String name, Instant otherwise) {
    String text = context.queryParam(name);
    return text == null ? otherwise : Instant.parse(text);
  }

  private static void respond(Context context, Object json) {
    context.contentType("application/json").result(json.toString());
  }
}
