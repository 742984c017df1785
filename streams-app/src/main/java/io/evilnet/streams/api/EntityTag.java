package io.evilnet.streams.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Weak entity tags (RFC 9110), as responses are compressed on the fly: digests of the content. */
final class EntityTag {

  private static final int BYTES = 8;

  private EntityTag() {}

  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Returns the tag of a content, without keeping the content in memory. */
  static String of(Content content) throws IOException {
    MessageDigest digest = sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      content.writeTo(out);
    }
    return "W/\"" + HexFormat.of().formatHex(digest.digest(), 0, BYTES) + '"';
  }

  /** Returns true if {@code If-None-Match} contains the tag, by weak comparison. */
  static boolean isKnown(String tag, Context context) {
    String known = context.header("If-None-Match");
    return known != null
        && Arrays.stream(known.split(","))
            .map(String::strip)
            .anyMatch(one -> opaque(one).equals(opaque(tag)));
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
