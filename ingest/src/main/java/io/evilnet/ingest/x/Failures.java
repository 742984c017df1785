package io.evilnet.ingest.x;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evilnet.core.PrintableText;
import io.evilnet.ingest.x.StreamEnd.NetworkFailure;
import io.evilnet.ingest.x.StreamEnd.Quota;
import io.evilnet.ingest.x.StreamEnd.QuotaExhausted;
import io.evilnet.ingest.x.StreamEnd.RateLimited;
import io.evilnet.ingest.x.StreamEnd.Refused;
import io.evilnet.ingest.x.StreamEnd.ServerFailure;
import io.evilnet.ingest.x.StreamEnd.Stalled;
import io.evilnet.ingest.x.StreamEnd.TlsFailure;
import io.evilnet.ingest.x.StreamEnd.TooManyConnections;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import okhttp3.Response;

/** Maps responses and exceptions to disconnect reasons. */
final class Failures {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Key of the text of the first entry of {@code errors}. */
  private static final String ERROR = "errors";

  private static final long MAX_BODY_BYTES = 16 * 1024;
  private static final int MAX_DETAIL_LENGTH = 300;

  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int PAYMENT_REQUIRED = 402;
  private static final int FORBIDDEN = 403;
  private static final int ENHANCE_YOUR_CALM = 420;
  private static final int TOO_MANY_REQUESTS = 429;

  private Failures() {}

  /** Returns the disconnect reason of an exception. */
  static StreamEnd of(IOException e) {
    if (e instanceof XFailure failure) {
      return failure.end();
    }
    String message =
        printable(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    if (e instanceof SocketTimeoutException) {
      // The JDK uses the same exception for a connect timeout and for a read timeout.
      return message.toLowerCase(Locale.ROOT).contains("connect")
          ? new NetworkFailure(message)
          : new Stalled();
    }
    return e instanceof SSLException ? new TlsFailure(message) : new NetworkFailure(message);
  }

  /** Returns the disconnect reason of an unsuccessful response. */
  static StreamEnd of(Response response) throws IOException {
    Map<String, String> problem = problem(response.peekBody(MAX_BODY_BYTES).bytes());
    int status = response.code();
    String detail = detail(problem);
    Optional<Quota> exhausted = exhausted(status, problem);
    if (exhausted.isPresent()) {
      return new QuotaExhausted(exhausted.get(), status, detail);
    }
    return switch (status) {
      case TOO_MANY_REQUESTS, ENHANCE_YOUR_CALM ->
          isAboutConnections(problem)
              ? new TooManyConnections()
              : new RateLimited(untilReset(response));
      case BAD_REQUEST, UNAUTHORIZED, FORBIDDEN -> new Refused(status, detail);
      default -> new ServerFailure(status, detail);
    };
  }

  /**
   * Detects an exhausted quota, which X has reported under several names and with the statuses 402,
   * 403 and 429, not always with a type.
   *
   * @see <a href="https://docs.x.com/x-api/fundamentals/response-codes-and-errors">X: errors</a>
   */
  private static Optional<Quota> exhausted(int status, Map<String, String> problem) {
    String type = problem.getOrDefault("type", "");
    String kind = type.substring(type.lastIndexOf('/') + 1);
    return switch (problem.getOrDefault("title", "")) {
      case "CreditsDepleted", "SpendCapReached" -> Optional.of(Quota.CREDITS);
      case "UsageCapExceeded" -> Optional.of(Quota.USAGE);
      default ->
          switch (kind) {
            case "credits", "credits-depleted" -> Optional.of(Quota.CREDITS);
            case "usage-capped" -> Optional.of(Quota.USAGE);
            default -> status == PAYMENT_REQUIRED ? Optional.of(Quota.CREDITS) : Optional.empty();
          };
    };
  }

  private static boolean isAboutConnections(Map<String, String> problem) {
    return problem.getOrDefault("connection_issue", "").equals("TooManyConnections")
        || problem.getOrDefault("title", "").equals("ConnectionException");
  }

  /**
   * Returns the time until the rate limit is reset; both instants are X's, so the result is
   * independent of this machine's clock.
   */
  private static Optional<Duration> untilReset(Response response) {
    String reset = response.header("x-rate-limit-reset", "");
    Date now = response.headers().getDate("Date");
    if (now == null || !reset.matches("\\d{1,12}")) {
      return Optional.empty();
    }
    long seconds = Long.parseLong(reset) - now.toInstant().getEpochSecond();
    return Optional.of(Duration.ofSeconds(Math.max(0, seconds)));
  }

  private static String detail(Map<String, String> problem) {
    String title = problem.getOrDefault("title", "");
    String detail = problem.getOrDefault("detail", "");
    String text =
        Stream.of(title, detail, problem.getOrDefault(ERROR, ""))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .collect(joining(", "));
    return text.isEmpty() ? "no reason in the response" : printable(text);
  }

  private static String printable(String foreign) {
    return PrintableText.of(foreign.substring(0, Math.min(MAX_DETAIL_LENGTH, foreign.length())));
  }

  /**
   * Returns the text fields of X's problem object and the text of its first error; empty if the
   * body is not one.
   */
  private static Map<String, String> problem(byte[] body) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName();
          JsonToken value = json.nextToken();
          if (value == JsonToken.VALUE_STRING) {
            fields.put(field, json.getText());
          } else if (value == JsonToken.START_ARRAY && field.equals(ERROR)) {
            JsonNode errors = json.readValueAsTree();
            fields.put(ERROR, ResponseErrors.describe(errors.path(0)));
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
