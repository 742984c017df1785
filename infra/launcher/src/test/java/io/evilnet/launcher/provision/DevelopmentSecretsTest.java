package io.evilnet.launcher.provision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.platform.security.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentSecretsTest {

  @TempDir private Path temporary;

  @Test
  void shouldCreateOwnerOnlyFilesAndKeepExistingOnes() throws IOException {
    SecretsDirectory directory = new SecretsDirectory(temporary.resolve("secrets"));
    DevelopmentSecrets secrets = new DevelopmentSecrets(directory);

    List<String> created = secrets.make(false);

    assertThat(created)
        .contains("ca.pem", "ca.p12", "kafka.pem", "cassandra.pem", "streams-http.pem")
        .contains("kafka-ingest.password", "cassandra-reader.password", "api.password");
    assertThat(mode(directory.root())).isEqualTo("rwx------");
    Map<String, String> before = contents(directory.root());
    assertThat(before.keySet()).containsAll(created);
    for (String file : before.keySet()) {
      assertThat(mode(directory.root().resolve(file))).as(file).isEqualTo("rw-------");
    }
    assertThat(before.values().stream().distinct()).hasSameSizeAs(before.keySet());

    assertThat(secrets.make(false)).isEmpty();
    assertThat(contents(directory.root())).isEqualTo(before);

    List<String> renewed = secrets.make(true);
    Map<String, String> after = contents(directory.root());
    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(after.keySet().stream().filter(file -> !after.get(file).equals(before.get(file))))
        .containsExactlyInAnyOrderElementsOf(renewed)
        .contains("kafka.pem", "kafka-ingest.password")
        .doesNotContain("ca.pem", "kafka-admin.password", "cassandra-admin.password");
  }

  @Test
  void shouldBeTrustedOnlyByClientsThatTrustCa()
      throws IOException, GeneralSecurityException, InterruptedException, ExecutionException {
    SecretsDirectory secrets = new SecretsDirectory(temporary.resolve("ours"));
    SecretsDirectory otherSecrets = new SecretsDirectory(temporary.resolve("theirs"));
    new DevelopmentSecrets(secrets).make(false);
    new DevelopmentSecrets(otherSecrets).make(false);
    Identity server = new Identity(secrets.identity(DevelopmentSecrets.STREAMS_HTTP));

    assertThat(handshake(server, secrets.trusted().context())).isEqualTo('!');
    assertThatThrownBy(() -> handshake(server, otherSecrets.trusted().context()))
        .isInstanceOf(SSLException.class);

    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(Files.newInputStream(secrets.trustStore()), null);
    assertThat(trust.isCertificateEntry("ca")).isTrue();
  }

  /** Returns the first byte that a client reads after the TLS handshake with a server. */
  private static int handshake(Identity identity, SSLContext client)
      throws IOException, InterruptedException, ExecutionException {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (SSLServerSocket serverSocket =
        (SSLServerSocket) identity.context().getServerSocketFactory().createServerSocket(0)) {
      Future<?> server =
          executor.submit(
              () -> {
                try (var socket = serverSocket.accept()) {
                  socket.getOutputStream().write('!');
                }
                return null;
              });
      try (SSLSocket socket =
          (SSLSocket)
              client.getSocketFactory().createSocket("127.0.0.1", serverSocket.getLocalPort())) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        int read = socket.getInputStream().read();
        server.get();
        return read;
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new HashMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        contents.put(
            file.getFileName().toString(),
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(Files.readString(directory.resolve("ca.pem"), UTF_8)).contains("BEGIN CERTIFICATE");
    return contents;
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
