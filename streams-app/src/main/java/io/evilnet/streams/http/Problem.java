package io.evilnet.streams.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.platform.format.Json;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Problem details of an error response (RFC 9457).
 *
 * @param status status code of the response
 * @param type URI reference of the problem type
 * @param title summary of the problem type
 * @param detail explanation of this occurrence
 * @param parameter name of the invalid parameter
 */
public record Problem(
    HttpStatus status, String type, String title, String detail, Optional<String> parameter) {

  public static final String CONTENT_TYPE = "application/problem+json";

  /** Type of a problem that the status code describes completely. */
  private static final String BLANK = "about:blank";

  /** Creates the problem details of a status code. */
  static Problem of(HttpStatus status, String detail) {
    return new Problem(status, BLANK, status.getMessage(), detail, Optional.empty());
  }

  /** Sends the problem details of an exception of a handler or of Javalin. */
  static void answer(HttpResponseException e, Context context) {
    HttpStatus status = HttpStatus.forStatus(e.getStatus());
    switch (status) {
      case NOT_FOUND -> of(status, "no such resource; /api describes the API").answer(context);
      case METHOD_NOT_ALLOWED -> {
        context.header("Allow", "GET, HEAD");
        of(status, "%s is not supported".formatted(context.method())).answer(context);
      }
      default -> of(status, e.getMessage()).answer(context);
    }
  }

  /** Sends the problem details as the response. */
  public void answer(Context context) {
    context
        .status(status)
        .header("Cache-Control", "no-store")
        .contentType(CONTENT_TYPE)
        // Not a string, which would be sent as ISO 8859-1 with this content type.
        .result(json().getBytes(UTF_8));
  }

  private String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", type);
    fields.put("title", title);
    fields.put("status", status.getCode());
    fields.put("detail", detail);
    parameter.ifPresent(name -> fields.put("parameter", name));
    // Deprecated, the name of detail before RFC 9457.
    fields.put("message", detail);
    return Json.text(fields);
  }
}
