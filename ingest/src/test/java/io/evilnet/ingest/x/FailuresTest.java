package io.evilnet.ingest.x;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

  private static final String CONNECTION =
      """
      {"title":"ConnectionException","connection_issue":"TooManyConnections","detail":"full"}""";

  @Test
  void shouldDistinguishKindsOf429() throws Exception {
    assertThat(end(429, CONNECTION)).isEqualTo(new TooManyConnections());
    assertThat(end(429, "{\"title\":\"Too Many Requests\"}")).isInstanceOf(RateLimited.class);
    assertThat(end(420, "")).isInstanceOf(RateLimited.class);
  }

  @Test
  void shouldComputeResetByServerClock() throws Exception {
    assertThat(limit("1795000720", "Wed, 18 Nov 2026 11:06:40 GMT"))
        .isEqualTo(new RateLimited(Optional.of(Duration.ofMinutes(12))));
    assertThat(limit("1", "Wed, 18 Nov 2026 11:06:40 GMT"))
        .isEqualTo(new RateLimited(Optional.of(Duration.ZERO)));
    assertThat(limit("1795000720", "")).isEqualTo(new RateLimited(Optional.empty()));
    assertThat(limit("soon", "Wed, 18 Nov 2026 11:06:40 GMT"))
        .isEqualTo(new RateLimited(Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          402 | {"type":"https://api.x.com/2/problems/credits-depleted"}                           | CREDITS
          402 | <html>Payment Required</html>                                                      | CREDITS
          402 | ``                                                                                 | CREDITS
          403 | {"title":"SpendCapReached","type":"https://api.twitter.com/2/problems/credits"}    | CREDITS
          429 | {"title":"UsageCapExceeded","detail":"Usage cap exceeded: Monthly product cap"}    | USAGE
          429 | {"title":"x","type":"https://api.twitter.com/2/problems/usage-capped"}             | USAGE
          """)
  void shouldDetectExhaustedQuota(int status, String body, Quota quota) throws Exception {
    StreamEnd end = end(status, body);

    assertThat(end).isInstanceOf(QuotaExhausted.class);
    assertThat(((QuotaExhausted) end).quota()).isEqualTo(quota);
    assertThat(end.needsAttention()).isTrue();
    assertThat(end.description())
        .startsWith("X responded with " + status)
        .contains("developer console");
  }

  @Test
  void shouldReplaceControlCharacters() throws Exception {
    String escape = "{\"title\":\"\\u001b[2J\\r\\nERROR forged\",\"detail\":\"\\u009b31m\"}";

    assertThat(end(503, escape)).isEqualTo(new ServerFailure(503, " [2J  ERROR forged,  31m"));
    assertThat(Failures.of(new IOException("a\nb"))).isEqualTo(new NetworkFailure("a b"));
  }

  /** X gives the reason in {@code errors}, in one of several fields. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"value":"h:m","details":["Reference to 'h'"],"title":"UnprocessableEntity"} | UnprocessableEntity (h:m): Reference to 'h'
          {"parameters":{},"message":"start_time is too early"}                        | start_time is too early
          {"title":"Invalid","detail":"No access"}                                     | Invalid: No access
          {"value":"cats","title":"DuplicateRule"}                                     | DuplicateRule (cats)
          """)
  void shouldContainFirstErrorInDetail(String error, String expected) throws Exception {
    assertThat(end(400, "{\"errors\":[" + error + ",{}]}")).isEqualTo(new Refused(400, expected));
    assertThat(end(400, "{\"errors\":[" + error + "],\"title\":\"Invalid Request\"}"))
        .isEqualTo(new Refused(400, "Invalid Request, " + expected));
  }

  @Test
  void shouldTreatOnlyPermanentErrorsAsRejections() throws Exception {
    assertThat(end(401, "{\"title\":\"Unauthorized\",\"detail\":\"Unauthorized\"}"))
        .isEqualTo(new Refused(401, "Unauthorized, Unauthorized"));
    assertThat(end(403, "not JSON")).isEqualTo(new Refused(403, "no reason in the response"));
    assertThat(end(400, "[]")).isInstanceOf(Refused.class);
    assertThat(end(503, "")).isEqualTo(new ServerFailure(503, "no reason in the response"));
    assertThat(end(409, CONNECTION)).isInstanceOf(ServerFailure.class);
    for (int status : new int[] {301, 404, 405, 408, 410, 413, 451, 499, 500, 599}) {
      assertThat(end(status, "")).isInstanceOf(ServerFailure.class);
    }
  }

  @Test
  void shouldDistinguishNetworkFailures() {
    assertThat(Failures.of(new SocketTimeoutException("timeout"))).isEqualTo(new Stalled());
    assertThat(Failures.of(new SocketTimeoutException("Connect timed out")))
        .isEqualTo(new NetworkFailure("Connect timed out"));
    assertThat(Failures.of(new ConnectException("refused")))
        .isEqualTo(new NetworkFailure("refused"));
    assertThat(Failures.of(new SSLHandshakeException("bad"))).isEqualTo(new TlsFailure("bad"));
    assertThat(Failures.of(new IOException())).isEqualTo(new NetworkFailure("IOException"));
  }

  private static StreamEnd end(int status, String body) throws IOException {
    return end(status, body, "1795000000", "");
  }

  private static StreamEnd limit(String reset, String date) throws IOException {
    return end(429, "", reset, date);
  }

  private static StreamEnd end(int status, String body, String reset, String date)
      throws IOException {
    Response response =
        new Response.Builder()
            .request(new Request.Builder().url("http://127.0.0.1/").build())
            .protocol(Protocol.HTTP_1_1)
            .code(status)
            .message("")
            .header("x-rate-limit-reset", reset)
            .header("Date", date)
            .body(ResponseBody.create(body, MediaType.get("application/json")))
            .build();
    try (response) {
      return Failures.of(response);
    }
  }
}
