package io.evilnet.streams.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A resource of the class path, with an entity tag. */
final class StaticResource {

  private final byte[] content;
  private final String contentType;
  private final String tag;

  StaticResource(String name, String contentType) {
    this.contentType = contentType;
    try (InputStream resource = StaticResource.class.getResourceAsStream(name)) {
      this.content = resource.readAllBytes();
      this.tag = EntityTag.of(out -> out.write(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void answer(Context context) {
    context.header("ETag", tag).header("Cache-Control", "no-cache");
    context.res().addHeader("Vary", "Accept-Encoding");
    if (EntityTag.isKnown(tag, context)) {
      context.status(HttpStatus.NOT_MODIFIED);
    } else {
      context.contentType(contentType).result(content);
    }
  }
}
