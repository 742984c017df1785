package io.evilnet.ingest.x;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evilnet.ingest.x.StreamEnd.Refused;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;

/**
 * Reads the usage of an account, and X's counts of posts.
 *
 * @see <a href="https://docs.x.com/x-api/usage/introduction">X: usage</a>
 * @see <a href="https://docs.x.com/x-api/posts/counts/introduction">X: post counts</a>
 */
public final class AccountUsage implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Maximum length of a query; X accepts longer ones only from accounts of some access levels. */
  private static final int MAX_QUERY_LENGTH = 512;

  private static final String OR = " OR ";
  private static final int OK = 200;

  private final HttpUrl base;
  private final XApi api;

  public AccountUsage(XSettings settings) {
    this.base = HttpUrl.get(settings.baseUrl());
    this.api = new XApi(settings);
  }

  /**
   * Returns the usage of the billing period and of the last 90 days at most.
   *
   * @throws XFailure if the request fails
   */
  public Usage usage() throws IOException {
    return Usage.parse(
        api.get(
            base.newBuilder()
                .addPathSegments("2/usage/tweets")
                .addQueryParameter("days", "90")
                .addQueryParameter(
                    "usage.fields", "cap_reset_day,daily_project_usage,project_cap,project_usage")
                .build()));
  }

  /**
   * Returns the number of posts of the last seven days that match a rule of up to 512 characters.
   *
   * @throws XFailure if the request fails
   */
  public RecentCount lastWeek(StreamRule rule) throws IOException {
    return count(counts(rule.value(), "hour"));
  }

  /**
   * Estimates the number of posts of an interval that match any of the rules: X counts whole
   * seconds, and the count is reduced to the share of the interval.
   *
   * @param from start, within the last seven days
   * @param to end, after it, 11 s ago or earlier
   * @throws XFailure if a request fails
   */
  public long between(List<StreamRule> rules, Instant from, Instant to) throws IOException {
    Instant start = from.truncatedTo(ChronoUnit.SECONDS);
    Instant end = to.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    long posts = 0;
    for (String query : queries(rules)) {
      posts +=
          count(
                  counts(query, "minute")
                      .addQueryParameter("start_time", start.toString())
                      .addQueryParameter("end_time", end.toString()))
              .posts();
    }
    return posts * Duration.between(from, to).toMillis() / Duration.between(start, end).toMillis();
  }

  /**
   * Returns as few queries as possible for the posts that match any of the rules. A post that
   * matches several queries is counted in each.
   */
  private static List<String> queries(List<StreamRule> rules) {
    List<String> queries = new ArrayList<>();
    String query = "";
    for (StreamRule rule : rules) {
      for (String alternative : alternatives(rule.value())) {
        String longer = query.isEmpty() ? alternative : query + OR + alternative;
        if (longer.length() > MAX_QUERY_LENGTH && !query.isEmpty()) {
          queries.add(query);
          longer = alternative;
        }
        query = longer;
      }
    }
    queries.add(query);
    return queries;
  }

  /** OR has the lowest precedence, so that a rule without parentheses can be split. */
  private static List<String> alternatives(String rule) {
    return rule.contains("(") || rule.contains("\"") ? List.of(rule) : List.of(rule.split(OR));
  }

  private HttpUrl.Builder counts(String query, String granularity) {
    return base.newBuilder()
        .addPathSegments("2/tweets/counts/recent")
        .addQueryParameter("query", query)
        .addQueryParameter("granularity", granularity);
  }

  /** Returns the sum over all pages. */
  private RecentCount count(HttpUrl.Builder url) throws IOException {
    long posts = 0;
    Duration covered = Duration.ZERO;
    String next;
    do {
      JsonNode page = page(api.get(url.build()));
      for (JsonNode bucket : page.path("data")) {
        posts += bucket.path("tweet_count").asLong();
        covered =
            covered.plus(
                Duration.between(
                    Instant.parse(bucket.path("start").asText()),
                    Instant.parse(bucket.path("end").asText())));
      }
      next = page.path("meta").path("next_token").asText();
      url.setQueryParameter("next_token", next);
    } while (!next.isEmpty());
    return new RecentCount(posts, covered);
  }

  private static JsonNode page(byte[] body) throws IOException {
    try {
      JsonNode page = JSON.readTree(body);
      if (page.path("meta").has("total_tweet_count")) {
        return page;
      }
    } catch (JsonProcessingException e) {
      throw new IOException("X responded with counts that are not JSON", e);
    }
    throw new XFailure(
        new Refused(OK, "no counts in the response, the account may not have access to them"));
  }

  @Override
  public void close() {
    api.close();
  }
}
