package io.evilnet.streams.api;

import io.evilnet.core.TimeRange;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;

/**
 * Sends answers as JSON or CSV. Clients may cache answers about closed windows, and revalidate them
 * before each use.
 *
 * @param freshness the changes of the windows
 */
record QueryResponse(Freshness freshness) {

  /** Without a lifetime: catch-up, expiry and repairs change closed windows, too. */
  private static final String CACHEABLE = "private, no-cache";

  void write(Context context, Query query, Answer<?> answer, boolean csv) throws IOException {
    context.res().addHeader("Vary", "Accept, Accept-Encoding");
    if (answer.facts().get("next") instanceof String next) {
      context.header("Link", Page.link(context.queryParamMap(), next));
    }
    if (query.dependsOnWindowsOnly() && freshness.isSettled(range(answer))) {
      String tag = answer.tag(csv);
      context.header("ETag", tag).header("Cache-Control", CACHEABLE);
      if (EntityTag.isKnown(tag, context)) {
        context.status(HttpStatus.NOT_MODIFIED);
        return;
      }
    } else {
      context.header("Cache-Control", "no-store");
    }
    if (csv) {
      context
          .contentType("text/csv; charset=utf-8; header=present")
          .header(
              "Content-Disposition", "attachment; filename=\"evilnet-" + query.path() + ".csv\"");
      answer.writeCsv(context.outputStream());
    } else {
      context.contentType("application/json; charset=utf-8");
      answer.writeJson(context.outputStream());
    }
  }

  private static TimeRange range(Answer<?> answer) {
    return new TimeRange((Instant) answer.facts().get("from"), (Instant) answer.facts().get("to"));
  }
}
