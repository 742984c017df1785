package io.evilnet.streams.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.platform.security.Login;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.UnauthorizedResponse;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;

/**
 * Authenticates requests with HTTP Basic (RFC 7617), which browsers, Prometheus and curl support.
 * Health endpoints need no authentication, for supervisors.
 */
final class PasswordGate {
  private static final Set<String> UNAUTHENTICATED_PATHS = Set.of("/health/live", "/health/ready");
  private static final String SCHEME = "Basic ";
  private static final String CHALLENGE = "Basic realm=\"EvilNet\", charset=\"UTF-8\"";

  private final byte[] expected;

  PasswordGate(Login login) {
    this.expected = (login.user() + ":" + login.password().value()).getBytes(UTF_8);
  }

  void check(Context context) {
    if (!UNAUTHENTICATED_PATHS.contains(context.path())
        && !isValid(context.header(Header.AUTHORIZATION))) {
      context.header(Header.WWW_AUTHENTICATE, CHALLENGE);
      throw new UnauthorizedResponse("authentication required; see docs/security.md");
    }
  }

  private boolean isValid(String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    try {
      byte[] given = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
      // Compares in constant time.
      return MessageDigest.isEqual(given, expected);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
