package io.evilnet.ingest.x;

import java.time.Duration;
import java.util.Optional;

/** Why a connection to X ended, or was not made. */
public sealed interface StreamEnd {

  /** The name as a metric's label: lower case with hyphens. */
  String label();

  /** Description for a person; printable, without secrets. */
  String description();

  /** Returns whether it passes only when somebody does something about it. */
  default boolean needsAttention() {
    return this instanceof Refused || this instanceof QuotaExhausted;
  }

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
   * @param resetIn after which time X takes requests again, by its own clock; empty if it does not
   *     say
   */
  record RateLimited(Optional<Duration> resetIn) implements StreamEnd {
    @Override
    public String label() {
      return "rate-limited";
    }

    @Override
    public String description() {
      return "too many requests"
          + resetIn.map(in -> ", X takes them again in %d s".formatted(in.toSeconds())).orElse("");
    }
  }

  /** A quota of an account. */
  enum Quota {
    /** Its prepaid credits, or the limit its owner has set on what may be spent. */
    CREDITS(
        "credits-depleted",
        "the account has no credits left, or has reached its spending limit: buy credits or raise"
            + " the limit in X's developer console"),
    /** The posts that it may read in a billing period. */
    USAGE(
        "usage-capped",
        "the account has read as many posts as it may in this billing period: raise the cap in X's"
            + " developer console, or wait for the next period");

    private final String label;
    private final String remedy;

    Quota(String label, String remedy) {
      this.label = label;
      this.remedy = remedy;
    }
  }

  /**
   * The account may read no more until its owner changes that, or a new billing period begins.
   *
   * @param quota what is exhausted
   * @param status of HTTP
   * @param detail what X said
   */
  record QuotaExhausted(Quota quota, int status, String detail) implements StreamEnd {
    @Override
    public String label() {
      return quota.label;
    }

    @Override
    public String description() {
      return "X answered %d (%s): %s".formatted(status, detail, quota.remedy);
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

  /**
   * Something that nobody expected: a defect of this program.
   *
   * @param cause the exception
   */
  record UnexpectedFailure(String cause) implements StreamEnd {
    @Override
    public String label() {
      return "unexpected";
    }

    @Override
    public String description() {
      return "unexpected failure, see the log: " + cause;
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
