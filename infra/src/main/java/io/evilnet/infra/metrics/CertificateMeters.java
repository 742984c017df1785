package io.evilnet.infra.metrics;

import io.evilnet.infra.security.Access;
import io.evilnet.infra.security.CertificateFile;
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
 * {@code evilnet_certificate_expiry_seconds}: when each certificate that a process has loaded
 * expires, as Unix time. One that expires soon is logged as well.
 */
public final class CertificateMeters implements MeterBinder {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateMeters.class);

  private final Map<String, CertificateFile> files = new TreeMap<>();

  /** Adds the authorities by which servers are known, unless they are those of Java. */
  public CertificateMeters with(String setting, Access access) {
    access
        .authorities()
        .flatMap(authorities -> authorities.file())
        .ifPresent(file -> with(setting, file));
    return this;
  }

  /** Adds the file that a setting names. */
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
              .description("When the certificate expires, Unix time")
              .tag("certificate", setting)
              .register(registry);
          file.warning(now).ifPresent(LOG::warn);
        });
  }
}
