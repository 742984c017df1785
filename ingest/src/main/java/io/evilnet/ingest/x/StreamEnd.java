package io.evilnet.ingest.x;

import java.time.Instant;
import java.util.Optional;

/** Why a connection to X ended, or was not made. */
public sealed interface StreamEnd {

  /** The name as a metric's label: lower case with hyphens. */
  String label();

  /** What happened, for a person; holds nothing secret. */
  String description();

  /** X closed the connection without a word. */
  record EndOfStream() implements StreamEnd {
    @Override
    public String label() {
      return "end-of-stream";
    }

    @Override
    public String description() {
      return "X closed the connection";
    }
  }

  /** Not a byte came for the stall timeout. */
  record Stalled() implements StreamEnd {
    @Override
    public String label() {
      return "stalled";
    }

    @Override
    public String description() {
      return "nothing came, not even a keep-alive";
    }
  }

  /**
   * X said in the stream that it closes it.
   *
   * @param title the title of its message
   */
  record OperationalDisconnect(String title) implements StreamEnd {
    @Override
    public String label() {
      return "operational-disconnect";
    }

    @Override
    public String description() {
      return "X announced a disconnect: " + title;
    }
  }

  /**
   * The network did not carry the connection.
   *
   * @param cause what the network said
   */
  record NetworkFailure(String cause) implements StreamEnd {
    @Override
    public String label() {
      return "network";
    }

    @Override
    public String description() {
      return cause;
    }
  }

  /**
   * No trusted connection could be made.
   *
   * @param cause what TLS said
   */
  record TlsFailure(String cause) implements StreamEnd {
    @Override
    public String label() {
      return "tls";
    }

    @Override
    public String description() {
      return cause;
    }
  }

  /**
   * X answered with an error that passes.
   *
   * @param status of HTTP
   * @param detail what X said
   */
  record ServerFailure(int status, String detail) implements StreamEnd {
    @Override
    public String label() {
      return "http-" + status;
    }

    @Override
    public String description() {
      return "X answered %d: %s".formatted(status, detail);
    }
  }

  /**
   * Too many requests were made.
   *
   * @param resetAt when X takes requests again, if it says so
   */
  record RateLimited(Optional<Instant> resetAt) implements StreamEnd {
    @Override
    public String label() {
      return "rate-limited";
    }

    @Override
    public String description() {
      return "too many requests" + resetAt.map(at -> ", X takes them again at " + at).orElse("");
    }
  }

  /** Another connection, perhaps a dead one, still holds the account's place. */
  record TooManyConnections() implements StreamEnd {
    @Override
    public String label() {
      return "too-many-connections";
    }

    @Override
    public String description() {
      return "another connection holds the account's place";
    }
  }

  /**
   * X does not let us in, and will not by itself.
   *
   * @param status of HTTP
   * @param detail what X said
   */
  record Refused(int status, String detail) implements StreamEnd {
    @Override
    public String label() {
      return "refused";
    }

    @Override
    public String description() {
      return "X answered %d: %s".formatted(status, detail);
    }
  }

  /** We were asked to stop. */
  record Stopped() implements StreamEnd {
    @Override
    public String label() {
      return "stopped";
    }

    @Override
    public String description() {
      return "asked to stop";
    }
  }
}
