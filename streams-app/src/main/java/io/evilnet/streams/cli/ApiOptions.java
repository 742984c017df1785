package io.evilnet.streams.cli;

import io.evilnet.platform.security.Identity;
import io.evilnet.platform.security.Login;
import io.evilnet.platform.security.Secret;
import io.evilnet.platform.settings.HostPort;
import io.evilnet.streams.http.AllowedOrigins;
import io.evilnet.streams.http.ApiAccess;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of the HTTP server. */
final class ApiOptions {

  @Option(
      names = "--streams-http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8080",
      description =
          "Address of the HTTP server for health and metrics (default: ${DEFAULT-VALUE}).")
  private String http;

  @Option(
      names = "--api-user",
      paramLabel = "NAME",
      defaultValue = "api",
      description =
          "User name required by the HTTP API if a password is set (default: ${DEFAULT-VALUE}).")
  private String user;

  @Option(
      names = "--api-password-file",
      paramLabel = "FILE",
      description =
          "File with the password of the dashboard, the query API and the metrics; EVILNET_API_PASSWORD takes precedence; no authentication if neither is set.")
  private Path passwordFile;

  @Option(
      names = "--api-identity",
      paramLabel = "FILE",
      description =
          "PEM file with the private key (PKCS #8) and the certificate chain of the server; enables TLS.")
  private Path identity;

  @Option(
      names = "--api-allow-origin",
      paramLabel = "ORIGIN,...",
      description =
          "Origins whose web pages may read the query API (CORS), such as https://example.org, or '*' for all; without credentials.")
  private String allowedOrigins;

  @Option(
      names = "--simulated",
      paramLabel = "true|false",
      defaultValue = "false",
      arity = "1",
      description =
          "Show on the dashboard that the posts are simulated; set by ./start-all.sh according to --source"
              + " (default: ${DEFAULT-VALUE}).")
  private boolean simulated;

  /** Returns true if the posts are simulated. */
  boolean simulated() {
    return simulated;
  }

  /** Returns the address of the HTTP server. */
  InetSocketAddress address() {
    return HostPort.parse(http);
  }

  /**
   * Returns authentication, TLS and allowed origins of the HTTP server.
   *
   * @throws IllegalArgumentException if a password cannot be read, or would be sent over a
   *     plaintext connection, or an origin is invalid
   */
  ApiAccess access(Map<String, String> environment) {
    boolean hasPassword = passwordFile != null || environment.containsKey("EVILNET_API_PASSWORD");
    Optional<Login> login =
        hasPassword
            ? Optional.of(
                new Login(
                    user,
                    Secret.of("api-password", Optional.ofNullable(passwordFile), environment)))
            : Optional.empty();
    ApiAccess access =
        new ApiAccess(
            login,
            Optional.ofNullable(identity).map(Identity::new),
            Optional.ofNullable(allowedOrigins)
                .map(AllowedOrigins::parse)
                .orElse(AllowedOrigins.NONE));
    access.requireSafeAt(address());
    return access;
  }
}
