package io.evilnet.streams.http;

import io.javalin.config.RoutesConfig;

/** Routes that a part of the process adds to the server. */
public interface Endpoints {

  /** Adds them. */
  void addTo(RoutesConfig routes);
}
