package io.evilnet.streams.http;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Rejects cross-site requests of browsers.
 *
 * <p>On a loopback address, host names other than those of this machine are rejected, against DNS
 * rebinding; IP addresses cannot be rebound. On other addresses the valid names are unknown to the
 * process: containers and proxies have their own.
 *
 * <p>Requests by web pages of the allowed origins pass.
 */
final class BrowserGate {

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.%]+]");
  private static final Pattern PORT = Pattern.compile(":[0-9]*$");
  private static final String API = "/api/";

  private final boolean onLoopback;
  private final String ownName;
  private final CrossOriginGate crossOrigin;

  BrowserGate(InetSocketAddress address, CrossOriginGate crossOrigin) {
    this.crossOrigin = crossOrigin;
    this.onLoopback = ApiAccess.isLoopback(address);
    this.ownName = address.getHostString().toLowerCase(Locale.ROOT);
  }

  void check(Context context) {
    String host = context.header(Header.HOST);
    if (onLoopback && host != null && !isOwn(host)) {
      throw new HttpResponseException(
          HttpStatus.MISDIRECTED_REQUEST.getCode(),
          "this server accepts local connections on %s only: the Host header must be that address or localhost, even behind a proxy"
              .formatted(ownName),
          Map.of());
    }
    if ("cross-site".equals(context.header("Sec-Fetch-Site"))
        && !isNavigation(context)
        && !crossOrigin.allows(context)) {
      throw new ForbiddenResponse(
          "cross-site requests are rejected, except for links to this site");
    }
  }

  private boolean isOwn(String host) {
    String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals(ownName)
        || ADDRESS.matcher(name).matches();
  }

  /** Returns true for a top-level navigation to the dashboard. */
  private static boolean isNavigation(Context context) {
    return "navigate".equals(context.header("Sec-Fetch-Mode"))
        && "document".equals(context.header("Sec-Fetch-Dest"))
        && !context.path().startsWith(API);
  }
}
