package io.evilnet.ingest.x;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.ingest.x.StreamEnd.NetworkFailure;
import io.evilnet.ingest.x.StreamEnd.RateLimited;
import io.evilnet.ingest.x.StreamEnd.Refused;
import io.evilnet.ingest.x.StreamEnd.ServerFailure;
import io.evilnet.ingest.x.StreamEnd.Stalled;
import io.evilnet.ingest.x.StreamEnd.TlsFailure;
import io.evilnet.ingest.x.StreamEnd.TooManyConnections;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

class FailuresTest {

  private static final String CONNECTION =
      """
      {"title":"ConnectionException","connection_issue":"TooManyConnections","detail":"full"}""";

  @Test
  void shouldTellTheTwoKindsOf429Apart() throws Exception {
    assertThat(end(429, CONNECTION)).isEqualTo(new TooManyConnections());
    assertThat(end(429, "{\"title\":\"Too Many Requests\"}"))
        .isEqualTo(new RateLimited(Optional.of(Instant.ofEpochSecond(1_795_000_000))));
    assertThat(end(420, "")).isInstanceOf(RateLimited.class);
  }

  @Test
  void shouldGiveUpOnlyWhenXWillNotChangeItsMind() throws Exception {
    assertThat(end(401, "{\"title\":\"Unauthorized\",\"detail\":\"Unauthorized\"}"))
        .isEqualTo(new Refused(401, "Unauthorized, Unauthorized"));
    assertThat(end(403, "not JSON")).isEqualTo(new Refused(403, "no reason given"));
    assertThat(end(400, "[]")).isInstanceOf(Refused.class);
    assertThat(end(503, "")).isEqualTo(new ServerFailure(503, "no reason given"));
    assertThat(end(409, CONNECTION)).isInstanceOf(ServerFailure.class);
    assertThat(end(408, "")).isInstanceOf(ServerFailure.class);
  }

  @Test
  void shouldTellFailuresOfTheNetworkApart() {
    assertThat(Failures.of(new SocketTimeoutException("timeout"))).isEqualTo(new Stalled());
    assertThat(Failures.of(new SocketTimeoutException("Connect timed out")))
        .isEqualTo(new NetworkFailure("Connect timed out"));
    assertThat(Failures.of(new ConnectException("refused")))
        .isEqualTo(new NetworkFailure("refused"));
    assertThat(Failures.of(new SSLHandshakeException("bad"))).isEqualTo(new TlsFailure("bad"));
    assertThat(Failures.of(new IOException())).isEqualTo(new NetworkFailure("IOException"));
  }

  private static StreamEnd end(int status, String body) throws IOException {
    Response response =
        new Response.Builder()
            .request(new Request.Builder().url("http://127.0.0.1/").build())
            .protocol(Protocol.HTTP_1_1)
            .code(status)
            .message("")
            .header("x-rate-limit-reset", "1795000000")
            .body(ResponseBody.create(body, MediaType.get("application/json")))
            .build();
    try (response) {
      return Failures.of(response);
    }
  }
}
