package io.evilnet.streams.api;

import io.evilnet.streams.http.Problem;
import io.javalin.http.HttpStatus;
import java.util.Locale;
import java.util.Optional;

/** Problem types of the API (RFC 9457), described at {@code /api}. */
enum ProblemType {
  INVALID_PARAMETER(HttpStatus.BAD_REQUEST, "Invalid parameter"),
  TOO_MANY_ROWS(HttpStatus.BAD_REQUEST, "Too many rows"),
  OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE, "Too many concurrent requests"),
  CASSANDRA_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Cassandra is unavailable");

  private final HttpStatus status;
  private final String title;

  ProblemType(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  Problem problem(String detail) {
    return problem(detail, null);
  }

  Problem problem(String detail, String parameter) {
    return new Problem(status, uri(), title, detail, Optional.ofNullable(parameter));
  }

  /** Returns the URI reference, a section of the API description in HTML. */
  String uri() {
    return "/api#" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
