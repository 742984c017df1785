package io.evilnet.streams.cli;

import io.evilnet.infra.security.Identity;
import io.evilnet.infra.security.Login;
import io.evilnet.infra.security.Secret;
import io.evilnet.infra.settings.HostPort;
import io.evilnet.streams.http.ApiAccess;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the process answers over HTTP, and whom. */
final class ApiOptions {

  @Option(
      names = "--streams-http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8080",
      description = "Where health and metrics are answered (default: ${DEFAULT-VALUE}).")
  private String http;

  @Option(
      names = "--api-user",
      paramLabel = "NAME",
      defaultValue = "api",
      description =
          "As whom browsers and other clients have to come, where there is a password"
              + " (default: ${DEFAULT-VALUE}).")
  private String user;

  @Option(
      names = "--api-password-file",
      paramLabel = "FILE",
      description =
          "File with the password of the page, the query API and the metrics, unless"
              + " EVILNET_API_PASSWORD holds it; without either everybody is answered.")
  private Path passwordFile;

  @Option(
      names = "--api-identity",
      paramLabel = "FILE",
      description =
          "Use TLS, with the private key (PKCS #8) and the certificates of this PEM file.")
  private Path identity;

  /** Where it answers. */
  InetSocketAddress address() {
    return HostPort.parse(http);
  }

  /**
   * Whom it answers.
   *
   * @throws IllegalArgumentException if a password cannot be read, or would cross an open line
   */
  ApiAccess access(Map<String, String> environment) {
    boolean asks = passwordFile != null || environment.containsKey("EVILNET_API_PASSWORD");
    Optional<Login> login =
        asks
            ? Optional.of(
                new Login(
                    user,
                    Secret.of("api-password", Optional.ofNullable(passwordFile), environment)))
            : Optional.empty();
    ApiAccess access = new ApiAccess(login, Optional.ofNullable(identity).map(Identity::new));
    access.requireSafeAt(address());
    return access;
  }
}
