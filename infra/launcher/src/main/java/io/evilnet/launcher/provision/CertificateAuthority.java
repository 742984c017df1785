package io.evilnet.launcher.provision;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import io.evilnet.platform.security.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Development CA, managed with the JDK's keytool. */
final class CertificateAuthority {
  /** Name of the key store and of its password. */
  static final String NAME = "authority";

  private static final String ALIAS = "ca";
  private static final String AUTHORITY_DAYS = "3650";
  private static final String SERVER_DAYS = "365";
  private static final int KEYTOOL_SECONDS = 60;

  private final SecretsDirectory directory;
  private final String names;

  /**
   * @param hostNames DNS names of the servers, in addition to this machine's
   */
  CertificateAuthority(SecretsDirectory directory, List<String> hostNames) {
    this.directory = directory;
    this.names =
        "san=dns:localhost,ip:127.0.0.1"
            + hostNames.stream().map(name -> ",dns:" + name).collect(joining());
  }

  /** Creates the key and the CA certificate. */
  void create() throws IOException {
    Path temporaryDirectory = directory.temporaryDirectory();
    Path store = temporaryDirectory.resolve("store.p12");
    Path trust = temporaryDirectory.resolve("trust.p12");
    Path certificate = temporaryDirectory.resolve("ca.pem");
    try {
      generate(
          store,
          ALIAS,
          "EvilNet development CA",
          AUTHORITY_DAYS,
          "bc:critical=ca:true,pathlen:0",
          "ku:critical=keyCertSign,cRLSign");
      String pem = certificate(load(store).getCertificate(ALIAS));
      SecretsDirectory.write(certificate, pem);
      // Spark's connector does not support PEM. Without a password the store is neither
      // encrypted nor signed, as the PEM file is.
      keytool(
          "-importcert",
          "-noprompt",
          "-alias",
          ALIAS,
          "-file",
          certificate.toString(),
          "-keystore",
          trust.toString(),
          "-storetype",
          "PKCS12",
          "-storepass:file",
          password().toString(),
          "-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE",
          "-J-Dkeystore.pkcs12.macAlgorithm=NONE");
      SecretsDirectory.moveSecret(store, store());
      SecretsDirectory.moveSecret(trust, directory.trustStore());
      // Last: its presence marks the CA as created.
      SecretsDirectory.moveSecret(certificate, directory.authority());
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot create the CA: " + e.getMessage(), e);
    } finally {
      delete(temporaryDirectory);
    }
  }

  /** Creates a key and a certificate for a server, also valid for client authentication. */
  void sign(String server) throws IOException {
    Path temporaryDirectory = directory.temporaryDirectory();
    Path store = temporaryDirectory.resolve("store.p12");
    try {
      Files.copy(store(), store);
      generate(
          store,
          server,
          "evilnet-" + server,
          SERVER_DAYS,
          names,
          "ku:critical=digitalSignature",
          "eku=serverAuth,clientAuth",
          "bc=ca:false");
      KeyStore loaded = load(store);
      StringBuilder pem = new StringBuilder();
      pem.append(pem("PRIVATE KEY", loaded.getKey(server, secret()).getEncoded()));
      pem.append(certificate(loaded.getCertificate(server)));
      pem.append(certificate(loaded.getCertificate(ALIAS)));
      SecretsDirectory.write(directory.identity(server), pem.toString());
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "cannot create a certificate for %s: %s".formatted(server, e.getMessage()), e);
    } finally {
      delete(temporaryDirectory);
    }
  }

  private void generate(Path store, String alias, String name, String days, String... extensions)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                days,
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass:file",
                password().toString()));
    if (!alias.equals(ALIAS)) {
      arguments.addAll(List.of("-signer", ALIAS));
    }
    for (String extension : extensions) {
      arguments.addAll(List.of("-ext", extension));
    }
    keytool(arguments.toArray(String[]::new));
  }

  /** Runs keytool; passwords are passed as files. */
  private static void keytool(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-J-Xshare:auto", "-J-XX:TieredStopAtLevel=1"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream stdout = process.getInputStream()) {
      process.getOutputStream().close();
      String output = new String(stdout.readAllBytes(), US_ASCII);
      if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      if (process.waitFor() != 0) {
        throw new IOException("keytool failed: " + output.strip());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running keytool", e);
    }
  }

  private KeyStore load(Path store) throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(store.toFile(), secret());
  }

  private Path store() {
    return directory.root().resolve(NAME + ".p12");
  }

  private Path password() {
    return directory.password(NAME);
  }

  private char[] secret() {
    return Secret.in(password()).value().toCharArray();
  }

  private static String certificate(Certificate certificate) throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  private static String pem(String kind, byte[] bytes) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes));
  }

  private static void delete(Path temporaryDirectory) throws IOException {
    try (var files = Files.list(temporaryDirectory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(temporaryDirectory);
  }
}
