package io.evilnet.launcher.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evilnet.platform.metrics.CertificateMeters;
import io.evilnet.platform.security.Access;
import io.evilnet.platform.security.Authorities;
import io.evilnet.platform.security.CertificateFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFileTest {
  private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

  @TempDir private static Path temporary;

  private static SecretsDirectory secrets;
  private static Instant expiry;

  @BeforeAll
  static void createSecrets() {
    secrets = new SecretsDirectory(temporary.resolve("secrets"));
    new DevelopmentSecrets(secrets).make(false);
    expiry =
        DevelopmentSecrets.SERVERS.stream()
            .map(server -> new CertificateFile(secrets.identity(server)).expiry())
            .min(Instant::compareTo)
            .orElseThrow();
  }

  @Test
  void shouldReadEarliestExpiryOfCertificatesBesideKey() {
    assertThat(expiry).isBetween(inDays(364), inDays(366));
    assertThat(new CertificateFile(secrets.authority()).expiry())
        .isBetween(inDays(3_649), inDays(3_651));
  }

  @Test
  void shouldWarnBeforeExpiryAndRejectAfterExpiry() {
    List<String> warnings = new ArrayList<>();
    secrets.requireValid(expiry.minus(CertificateFile.NOTICE).minus(ONE_MINUTE), warnings::add);
    assertThat(warnings).isEmpty();

    secrets.requireValid(expiry.minus(ONE_MINUTE), warnings::add);
    assertThat(warnings)
        .hasSize(DevelopmentSecrets.SERVERS.size())
        .allSatisfy(
            warning -> assertThat(warning).contains("expires at", "bin/evilnet secure --renew"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> secrets.requireValid(expiry.plus(ONE_MINUTE), warnings::add))
        .withMessageContaining("has expired at")
        .withMessageContaining("bin/evilnet secure --renew");
  }

  @Test
  void shouldExportExpiryOfLoadedCertificates() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new CertificateMeters()
        .with("kafka-ca", secrets.access(KafkaUser.INGEST))
        .with("cassandra-ca", Access.OPEN)
        .with("api-identity", secrets.identity(DevelopmentSecrets.STREAMS_HTTP))
        .bindTo(registry);

    assertThat(registry.getMeters())
        .extracting(meter -> meter.getId().getTag("certificate"))
        .containsExactlyInAnyOrder("kafka-ca", "api-identity");
    assertThat(
            registry
                .get("evilnet.certificate.expiry.seconds")
                .tag("certificate", "kafka-ca")
                .gauge()
                .value())
        .isEqualTo(new CertificateFile(secrets.authority()).expiry().getEpochSecond());
  }

  @Test
  void shouldRejectFileWithoutCertificates() throws Exception {
    Path empty = Files.writeString(temporary.resolve("empty.pem"), "nothing\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CertificateFile(empty).expiry())
        .withMessageContaining("must be a PEM file with certificates");
    assertThatCode(() -> new Authorities(Optional.of(secrets.authority())).context())
        .doesNotThrowAnyException();
  }

  private static Instant inDays(int days) {
    return Instant.now().plus(Duration.ofDays(days));
  }
}
