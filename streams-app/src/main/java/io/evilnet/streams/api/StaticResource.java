package io.evilnet.streams.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A resource of the class path, with an entity tag. */
final class StaticResource {

  private static final int TAG_LENGTH = 16;

  private final byte[] content;
  private final String contentType;
  private final String tag;

  StaticResource(String name, String contentType) {
    this.content = read(name);
    this.contentType = contentType;
    this.tag = '"' + sha256(content).substring(0, TAG_LENGTH) + '"';
  }

  void answer(Context context) {
    context.header("ETag", tag).header("Cache-Control", "no-cache");
    if (tag.equals(context.header("If-None-Match"))) {
      context.status(HttpStatus.NOT_MODIFIED);
    } else {
      context.contentType(contentType).result(content);
    }
  }

  private static byte[] read(String name) {
    try (InputStream resource = StaticResource.class.getResourceAsStream(name)) {
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
