package io.evilnet.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;

/**
 * Error response in X's format.
 *
 * @param status HTTP status
 * @param json the body
 */
record Problem(int status, String json) {

  static final Problem UNAUTHORIZED =
      new Problem(
          401,
          """
          {"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}""");

  static final Problem TOO_MANY_CONNECTIONS =
      new Problem(
          429,
          """
          {"title":"ConnectionException","detail":"This stream is currently at the maximum allowed \
          connection limit.","connection_issue":"TooManyConnections",\
          "type":"https://api.x.com/2/problems/streaming-connection"}""");

  static final Problem RATE_LIMITED =
      new Problem(
          429,
          """
          {"title":"Too Many Requests","detail":"Too Many Requests","type":"about:blank",\
          "status":429}""");

  static final Problem UNAVAILABLE =
      new Problem(
          503,
          """
          {"title":"Service Unavailable","detail":"Service Unavailable","type":"about:blank",\
          "status":503}""");

  static final Problem NO_RULES =
      new Problem(
          409,
          """
          {"title":"ConnectionException","detail":"No rules are defined for this stream.",\
          "connection_issue":"RuleConfigurationIssue",\
          "type":"https://api.x.com/2/problems/streaming-connection"}""");

  static final Problem NOT_ENTITLED =
      new Problem(
          403,
          """
          {"title":"Client Forbidden","detail":"This endpoint is not part of the access level of \
          this app.","reason":"client-not-enrolled",\
          "type":"https://api.x.com/2/problems/client-forbidden"}""");

  static final Problem CREDITS_DEPLETED =
      new Problem(
          402,
          """
          {"title":"CreditsDepleted","detail":"Your account has no credits left.",\
          "type":"https://api.x.com/2/problems/credits-depleted"}""");

  static final Problem USAGE_CAPPED =
      new Problem(
          429,
          """
          {"title":"UsageCapExceeded","detail":"Usage cap exceeded: Monthly product cap",\
          "period":"Monthly","scope":"Product",\
          "type":"https://api.twitter.com/2/problems/usage-capped"}""");

  static Problem invalidRequest(String detail) {
    return new Problem(
        400,
        """
        {"title":"Invalid Request","detail":"%s","type":"https://api.x.com/2/problems/invalid-request"}"""
            .formatted(detail));
  }

  void respond(Context context) {
    context.status(status).contentType("application/problem+json").result(json.getBytes(UTF_8));
  }
}
