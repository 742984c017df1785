package io.evilnet.streams.unusual;

import io.evilnet.platform.format.Json;
import io.evilnet.streams.store.CassandraLink;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts a report when a subject becomes unusual, at most once per cool-down. A report that is not
 * accepted is sent again after the next comparison if the subject is still unusual. The URL is
 * never logged, as it may contain a token.
 */
public final class Webhook {

  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int SUCCESS = 2;
  private static final int CLASS = 100;

  private final URI url;
  private final Reports reports;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /** Unusual subjects whose report has been sent or is in progress. */
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  /**
   * Creates a webhook whose cool-down is stored in Cassandra.
   *
   * @param url the URL to which reports are posted
   * @param coolDown minimum time between two reports of a subject
   */
  public Webhook(URI url, Duration coolDown, CassandraLink link) {
    this(url, new CassandraReports(link, coolDown));
  }

  Webhook(URI url, Reports reports) {
    this.url = url;
    this.reports = reports;
  }

  /** Reports unusual subjects that have not been reported; does not block. */
  public void compared(Comparison comparison) {
    reported.retainAll(comparison.findings().stream().map(Finding::key).toList());
    for (Finding finding : comparison.findings()) {
      if (reported.add(finding.key())) {
        report(finding);
      }
    }
  }

  private void report(Finding finding) {
    String key = finding.key();
    try {
      if (!reports.begin(key)) {
        return;
      }
    } catch (RuntimeException e) {
      reported.remove(key);
      LOG.warn(
          "the report of {} is delayed until Cassandra is available: {}",
          finding.subject().name(),
          e.getMessage());
      return;
    }
    var unused =
        client
            .sendAsync(request(finding), BodyHandlers.discarding())
            .whenComplete((response, failure) -> completed(finding, response, failure));
  }

  private HttpRequest request(Finding finding) {
    return HttpRequest.newBuilder(url)
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body(finding)))
        .build();
  }

  private void completed(Finding finding, HttpResponse<Void> response, Throwable failure) {
    if (failure == null && response.statusCode() / CLASS == SUCCESS) {
      LOG.info("Reported to the webhook: {}", text(finding));
      return;
    }
    LOG.warn(
        "the webhook did not accept the report of {}, retrying: {}",
        finding.subject().name(),
        failure == null ? "status " + response.statusCode() : failure.getClass().getSimpleName());
    try {
      reports.cancel(finding.key());
    } catch (RuntimeException e) {
      LOG.debug("failed to cancel the cool-down", e);
    }
    reported.remove(finding.key());
  }

  /** Returns the report as JSON, with a text for chat services and the columns of the API. */
  static String body(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", "unusual");
    fields.put("text", text(finding));
    fields.putAll(Json.row(Finding.COLUMNS, finding));
    return Json.text(fields);
  }

  private static String text(Finding finding) {
    return String.format(
        Locale.ROOT,
        "%s: %.1f times its usual tweets, %d instead of %.0f since %s",
        finding.subject().name(),
        finding.ratio(),
        finding.tweets(),
        finding.usual(),
        finding.since());
  }
}
