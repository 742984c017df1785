package io.evilnet.launcher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.platform.security.Login;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;
import org.apache.kafka.common.security.scram.internals.ScramSaslClient;

/**
 * Minimal Kafka protocol client on one connection. Formats from the <a
 * href="https://kafka.apache.org/protocol">protocol guide</a>, request header v1.
 */
record KafkaProtocolClient(DataOutputStream out, DataInputStream in) {
  private static final short SASL_HANDSHAKE = 17;
  private static final short SASL_HANDSHAKE_VERSION = 1;
  private static final short SASL_AUTHENTICATE = 36;
  private static final int CORRELATION_ID = 0x4556;
  private static final String CLIENT_ID = "evilnet-health";
  private static final int MAX_RESPONSE_BYTES = 1024 * 1024;
  private static final ScramMechanism MECHANISM = ScramMechanism.SCRAM_SHA_512;

  /** Sends a request and returns the body of the response. */
  DataInputStream request(short api, short version, byte[] body) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(request);
    fields.writeShort(api);
    fields.writeShort(version);
    fields.writeInt(CORRELATION_ID);
    writeString(fields, CLIENT_ID);
    fields.write(body);
    out.writeInt(request.size());
    request.writeTo(out);
    out.flush();
    return readResponse();
  }

  /**
   * Authenticates at a broker.
   *
   * @throws IOException if authentication fails
   */
  void authenticate(Login login) throws IOException {
    ByteArrayOutputStream mechanism = new ByteArrayOutputStream();
    writeString(new DataOutputStream(mechanism), MECHANISM.mechanismName());
    requireNoError(request(SASL_HANDSHAKE, SASL_HANDSHAKE_VERSION, mechanism.toByteArray()));
    try {
      ScramSaslClient scram = new ScramSaslClient(MECHANISM, callbacks -> handle(callbacks, login));
      byte[] message = scram.evaluateChallenge(new byte[0]);
      while (!scram.isComplete()) {
        message = scram.evaluateChallenge(sendScramMessage(message));
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private byte[] sendScramMessage(byte[] message) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(body);
    fields.writeInt(message.length);
    fields.write(message);
    DataInputStream response = request(SASL_AUTHENTICATE, (short) 0, body.toByteArray());
    requireNoError(response);
    skipString(response); // error message
    return response.readNBytes(response.readInt());
  }

  private DataInputStream readResponse() throws IOException {
    int size = in.readInt();
    if (size < Integer.BYTES || size > MAX_RESPONSE_BYTES || in.readInt() != CORRELATION_ID) {
      throw new IOException("invalid Kafka response");
    }
    byte[] body = new byte[size - Integer.BYTES];
    in.readFully(body);
    return new DataInputStream(new ByteArrayInputStream(body));
  }

  /** Answers the callbacks of SCRAM; extensions are ignored. */
  private static void handle(Callback[] callbacks, Login login) {
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback name) {
        name.setName(login.user());
      } else if (callback instanceof PasswordCallback password) {
        password.setPassword(login.password().value().toCharArray());
      }
    }
  }

  private static void requireNoError(DataInputStream response) throws IOException {
    short error = response.readShort();
    if (error != 0) {
      throw new IOException("request failed with error code " + error);
    }
  }

  private static void writeString(DataOutputStream fields, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    fields.writeShort(bytes.length);
    fields.write(bytes);
  }

  static void skipString(DataInputStream response) throws IOException {
    short length = response.readShort();
    if (length > 0) {
      response.skipNBytes(length);
    }
  }
}
