package io.evilnet.platform.security;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Trusted CA certificates.
 *
 * @param file PEM file; empty for the CA certificates of the JDK
 */
public record Authorities(Optional<Path> file) {
  /** Value of the setting that selects the CA certificates of the JDK. */
  public static final String SYSTEM = "system";

  /**
   * Returns the CA certificates of a setting; empty, for a plaintext connection, if it is null or
   * blank.
   */
  static Optional<Authorities> of(String name) {
    if (name == null || name.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new Authorities(
            name.equals(SYSTEM)
                ? Optional.empty()
                // Absolute, as it is passed to processes with another working directory.
                : Optional.of(Path.of(name).toAbsolutePath())));
  }

  /**
   * Returns a TLS context that trusts these certificates.
   *
   * @throws IllegalArgumentException if the file contains no certificates
   */
  public SSLContext context() {
    return context(null);
  }

  SSLContext context(KeyManager[] keys) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(file.isPresent() ? trusting(file.get()) : null);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "cannot read CA certificates from %s (%s): expected a PEM file with -----BEGIN CERTIFICATE-----"
              .formatted(file.map(Path::toString).orElse("the JDK's truststore"), e.getMessage()),
          e);
    }
  }

  private static KeyStore trusting(Path pem) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Certificate certificate : new CertificateFile(pem).certificates()) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    return store;
  }
}
