package io.evilnet.streams.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The description of the API, a resource kept by hand and held to the routes by a test. */
final class OpenApi {

  private static final String RESOURCE = "openapi.json";
  private static final int TAG_LENGTH = 16;

  private final byte[] description = read();
  private final String tag = '"' + sha256(description).substring(0, TAG_LENGTH) + '"';

  void answer(Context context) {
    context.header("ETag", tag).header("Cache-Control", "no-cache");
    if (tag.equals(context.header("If-None-Match"))) {
      context.status(HttpStatus.NOT_MODIFIED);
    } else {
      context.contentType("application/json; charset=utf-8").result(description);
    }
  }

  private static byte[] read() {
    try (InputStream resource = OpenApi.class.getResourceAsStream(RESOURCE)) {
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
