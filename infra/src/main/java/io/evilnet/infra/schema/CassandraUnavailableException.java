package io.evilnet.infra.schema;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/** No Cassandra node answers; the message says where it was looked for and how to start one. */
public final class CassandraUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CassandraUnavailableException(List<InetSocketAddress> contactPoints, Throwable cause) {
    super(
        "Cassandra does not answer at %s: start it with ./start-all.sh, or name another with --cassandra HOST:PORT"
            .formatted(
                contactPoints.stream()
                    .map(address -> address.getHostString() + ":" + address.getPort())
                    .collect(Collectors.joining(","))),
        cause);
  }
}
