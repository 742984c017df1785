package io.evilnet.core;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret key that maps author ids to the pseudonyms of a {@link UserSketch}, with AES-128 as the
 * pseudorandom function.
 *
 * <p>Without the key, a sketch does not reveal whether it contains an account. All windows of an
 * {@link #epochOf epoch} share a key, so that their sketches can be merged; deleting the key
 * anonymizes the sketches. Thread-safe.
 */
public final class SketchKey implements Serializable {

  /** Length of the secret, in bytes. */
  public static final int BYTES = 16;

  /** Duration for which a key is used for new windows. */
  public static final Duration EPOCH = Duration.ofDays(7);

  /**
   * The offset of the first Monday from the Unix epoch, a Thursday: keys change on Mondays, 00:00
   * UTC.
   */
  private static final long FIRST_MONDAY = Duration.ofDays(4).toSeconds();

  private static final long serialVersionUID = 1L;

  private final byte[] secret;
  private transient Cipher cipher;
  private transient byte[] block;

  private SketchKey(byte[] secret) {
    this.secret = secret;
  }

  /**
   * Creates the key with a secret.
   *
   * @throws IllegalArgumentException if its length is not {@link #BYTES} bytes
   */
  public static SketchKey of(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException(
          "a sketch key must have %d bytes, but has %d".formatted(BYTES, secret.length));
    }
    return new SketchKey(secret.clone());
  }

  /** Returns the epoch of a window: the number of its week. */
  public static long epochOf(Instant windowStart) {
    return Math.floorDiv(windowStart.getEpochSecond() - FIRST_MONDAY, EPOCH.toSeconds());
  }

  /** Returns an id of the key that does not reveal it. */
  int id() {
    return (int) encrypt(-1, -1);
  }

  /** Returns the pseudonym of an author. */
  long pseudonym(long authorId) {
    return encrypt(authorId, 0);
  }

  private synchronized long encrypt(long high, long low) {
    try {
      if (cipher == null) {
        cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(secret, "AES"));
        block = new byte[BYTES];
      }
      ByteBuffer.wrap(block).putLong(high).putLong(low);
      cipher.doFinal(block, 0, BYTES, block);
      return ByteBuffer.wrap(block).getLong();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES is not available", e);
    }
  }

  @Override
  public String toString() {
    return "sketch key " + Integer.toHexString(id());
  }
}
