package io.evilnet.streams.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;

/**
 * Cross-origin resource sharing of the query API, as in the Fetch standard, without credentials.
 */
final class CrossOriginGate {

  private static final String API = "/api/v1/";
  private static final String PREFLIGHT_SECONDS = "600";
  private static final String EXPOSED = "Date, Deprecation, ETag, Link, Retry-After";

  private final AllowedOrigins origins;

  CrossOriginGate(AllowedOrigins origins) {
    this.origins = origins;
  }

  /** Returns true if the request is one to the API by a web page of an allowed origin. */
  boolean allows(Context context) {
    return context.path().startsWith(API) && origins.allows(context.header(Header.ORIGIN));
  }

  /**
   * Allows the web page to read the response; answers preflight requests, which have no password.
   */
  void check(Context context) {
    if (origins.equals(AllowedOrigins.NONE) || !context.path().startsWith(API)) {
      return;
    }
    boolean isAllowed = allows(context);
    if (origins.isAll()) {
      // Also without Origin, since a page may read the cached response of another request.
      expose(context, "*");
    } else {
      context.res().addHeader(Header.VARY, Header.ORIGIN);
      if (isAllowed) {
        expose(context, context.header(Header.ORIGIN));
      }
    }
    if (isAllowed && context.req().getMethod().equals("OPTIONS")) {
      context
          .status(HttpStatus.NO_CONTENT)
          .header(Header.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS")
          .header(Header.ACCESS_CONTROL_ALLOW_HEADERS, "If-None-Match")
          .header(Header.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS)
          .skipRemainingHandlers();
    }
  }

  private static void expose(Context context, String origin) {
    context
        .header(Header.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
        .header(Header.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
  }
}
