package io.evilnet.ingest.x;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.evilnet.ingest.x.StreamEnd.NetworkFailure;
import io.evilnet.ingest.x.StreamEnd.RateLimited;
import io.evilnet.ingest.x.StreamEnd.Refused;
import io.evilnet.ingest.x.StreamEnd.ServerFailure;
import io.evilnet.ingest.x.StreamEnd.Stalled;
import io.evilnet.ingest.x.StreamEnd.TlsFailure;
import io.evilnet.ingest.x.StreamEnd.TooManyConnections;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import okhttp3.Response;

/** Says which kind of end an answer or an exception is. */
final class Failures {

  private static final JsonFactory JSON = new JsonFactory();
  private static final long LONGEST_BODY = 16 * 1024;
  private static final int LONGEST_DETAIL = 300;

  private static final int REQUEST_TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int ENHANCE_YOUR_CALM = 420;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_SERVER_ERROR = 500;

  private Failures() {}

  /** The end that an exception of the network means. */
  static StreamEnd of(IOException e) {
    if (e instanceof XFailure failure) {
      return failure.end();
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    if (e instanceof SocketTimeoutException) {
      // The JDK has one exception for both: nobody took the connection, or nothing came on it.
      return message.toLowerCase(Locale.ROOT).contains("connect")
          ? new NetworkFailure(message)
          : new Stalled();
    }
    return e instanceof SSLException ? new TlsFailure(message) : new NetworkFailure(message);
  }

  /** The end that an answer other than success means. */
  static StreamEnd of(Response response) throws IOException {
    Map<String, String> problem = problem(response.peekBody(LONGEST_BODY).bytes());
    int status = response.code();
    String detail = detail(problem);
    return switch (status) {
      case TOO_MANY_REQUESTS, ENHANCE_YOUR_CALM ->
          isAboutConnections(problem)
              ? new TooManyConnections()
              : new RateLimited(resetAt(response.header("x-rate-limit-reset")));
      case REQUEST_TIMEOUT, CONFLICT -> new ServerFailure(status, detail);
      default ->
          status >= FIRST_SERVER_ERROR
              ? new ServerFailure(status, detail)
              : new Refused(status, detail);
    };
  }

  private static boolean isAboutConnections(Map<String, String> problem) {
    return problem.getOrDefault("connection_issue", "").equals("TooManyConnections")
        || problem.getOrDefault("title", "").equals("ConnectionException");
  }

  private static Optional<Instant> resetAt(String epochSeconds) {
    try {
      return epochSeconds == null
          ? Optional.empty()
          : Optional.of(Instant.ofEpochSecond(Long.parseLong(epochSeconds.trim())));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String detail(Map<String, String> problem) {
    String title = problem.getOrDefault("title", "");
    String detail = problem.getOrDefault("detail", "");
    String text = (title + (title.isEmpty() || detail.isEmpty() ? "" : ", ") + detail).strip();
    if (text.isEmpty()) {
      return "no reason given";
    }
    return text.length() > LONGEST_DETAIL ? text.substring(0, LONGEST_DETAIL) : text;
  }

  /** The text fields of X's problem object; empty when the body is none. */
  private static Map<String, String> problem(byte[] body) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName();
          if (json.nextToken() == JsonToken.VALUE_STRING) {
            fields.put(field, json.getText());
          }
          json.skipChildren();
        }
      }
    } catch (IOException e) {
      return fields;
    }
    return fields;
  }
}
