package io.evilnet.streams.http;

import io.evilnet.platform.security.Identity;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Creates a connector that accepts only TLS connections. */
final class TlsConnector {
  private TlsConnector() {}

  static Connector of(
      Server server, HttpConfiguration http, Identity identity, InetSocketAddress address) {
    HttpConfiguration secured = new HttpConfiguration(http);
    // Without SNI check, as clients send no server name with an IP address.
    secured.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(identity.context());
    ServerConnector connector =
        new ServerConnector(
            server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(secured));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    return connector;
  }
}
