package io.evilnet.platform.metrics;

import io.evilnet.platform.security.Access;
import io.evilnet.platform.security.CertificateFile;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gauge {@code evilnet_certificate_expiry_seconds}: expiry of each certificate that a process has
 * loaded, as Unix time. A certificate that expires soon is also logged.
 */
public final class CertificateMeters implements MeterBinder {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateMeters.class);

  private final Map<String, CertificateFile> files = new TreeMap<>();

  /** Adds the trusted CA certificates, unless they are those of the JDK. */
  public CertificateMeters with(String setting, Access access) {
    access
        .authorities()
        .flatMap(authorities -> authorities.file())
        .ifPresent(file -> with(setting, file));
    return this;
  }

  /** Adds the file of a setting. */
  public CertificateMeters with(String setting, Path file) {
    files.put(setting, new CertificateFile(file));
    return this;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Instant now = Instant.now();
    files.forEach(
        (setting, file) -> {
          long expiry = file.expiry().getEpochSecond();
          Gauge.builder("evilnet.certificate.expiry.seconds", () -> expiry)
              .description("Expiry of the certificate as Unix time")
              .tag("certificate", setting)
              .register(registry);
          file.warning(now).ifPresent(LOG::warn);
        });
  }
}
