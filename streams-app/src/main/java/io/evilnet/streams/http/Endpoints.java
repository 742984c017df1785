package io.evilnet.streams.http;

import io.javalin.config.RoutesConfig;

/** Routes that a part of the process adds to the server. */
public interface Endpoints {

  /** Adds the routes. */
  void addTo(RoutesConfig routes);
}
