package io.evilnet.platform.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * PEM file with certificates and possibly a private key, which is ignored.
 *
 * @param file its path
 */
public record CertificateFile(Path file) {
  /** Time before expiry from which a warning is logged. */
  public static final Duration NOTICE = Duration.ofDays(30);

  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]+-----END [A-Z ]*PRIVATE KEY-----");

  /** Returns the certificates in the order of the file; never empty. */
  List<X509Certificate> certificates() throws GeneralSecurityException, IOException {
    String pem = PRIVATE_KEY.matcher(Files.readString(file, US_ASCII)).replaceAll("");
    List<X509Certificate> certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII)))
            .stream()
            .map(X509Certificate.class::cast)
            .toList();
    if (certificates.isEmpty()) {
      throw new IOException("no certificate found");
    }
    return certificates;
  }

  /**
   * Returns the earliest expiry of the certificates.
   *
   * @throws IllegalArgumentException if the file contains no certificates
   */
  public Instant expiry() {
    try {
      return certificates().stream()
          .map(certificate -> certificate.getNotAfter().toInstant())
          .min(Instant::compareTo)
          .orElseThrow();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "%s must be a PEM file with certificates: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Returns a warning if a certificate has expired or expires within {@link #NOTICE}. */
  public Optional<String> warning(Instant now) {
    Instant expiry = expiry();
    if (expiry.isAfter(now.plus(NOTICE))) {
      return Optional.empty();
    }
    return Optional.of(
        "The certificate in %s %s at %s: run bin/evilnet secure --renew and restart, or replace it if it is from another CA (see docs/security.md)."
            .formatted(file, expiry.isAfter(now) ? "expires" : "has expired", expiry));
  }
}
