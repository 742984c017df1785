package io.evilnet.platform.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Private key and certificate chain of a process.
 *
 * @param file PEM file; the key as PKCS #8 without a password
 */
public record Identity(Path file) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /** Password of a key store that exists only in memory. */
  private static final char[] UNUSED = {};

  /**
   * Returns the TLS context of a server without client authentication.
   *
   * @throws IllegalArgumentException if the file does not contain a key and its certificates
   */
  public SSLContext context() {
    return new Authorities(Optional.empty()).context(keys());
  }

  /** Returns the TLS context of a client with a certificate. */
  public SSLContext context(Authorities trusted) {
    return trusted.context(keys());
  }

  private KeyManager[] keys() {
    try {
      String pem = Files.readString(file, US_ASCII);
      Certificate[] chain = new CertificateFile(file).certificates().toArray(Certificate[]::new);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("identity", key(pem, chain[0]), UNUSED, chain);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, UNUSED);
      return keys.getKeyManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "%s must be a PEM file with a private key (PKCS #8, no password) and its certificate chain: %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static PrivateKey key(String pem, Certificate certificate)
      throws GeneralSecurityException, IOException {
    Matcher matcher = KEY.matcher(pem);
    if (!matcher.find()) {
      throw new IOException("no private key found");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
    return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }
}
