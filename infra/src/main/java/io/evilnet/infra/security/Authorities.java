package io.evilnet.infra.security;

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
 * Whose word is taken for who a server is.
 *
 * @param file their certificates as PEM; none for those that Java brings
 */
public record Authorities(Optional<Path> file) {
  /** What stands for the authorities that Java brings. */
  public static final String SYSTEM = "system";

  /** Those that a setting names; none where it names nothing, and lines stay open. */
  static Optional<Authorities> of(String name) {
    if (name == null || name.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new Authorities(name.equals(SYSTEM) ? Optional.empty() : Optional.of(Path.of(name))));
  }

  /**
   * TLS that trusts them.
   *
   * @throws IllegalArgumentException if the file holds no certificates
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
          "the certificates of the authorities cannot be read from %s (%s): it has to be a PEM file with -----BEGIN CERTIFICATE-----"
              .formatted(file.map(Path::toString).orElse("Java's own"), e.getMessage()),
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
