package io.evilnet.ingest.x;

import java.time.Duration;
import java.util.Optional;

/** Reason for which a connection to X ended or could not be established. */
public sealed interface StreamEnd {

  /** Returns the name as a metric's label: lower case with hyphens. */
  String label();

  /** Returns a description without control characters or secrets. */
  String description();

  /** Returns whether the failure persists until an operator resolves it. */
  default boolean needsAttention() {
    return this instanceof Refused
        || this instanceof QuotaExhausted
        || this instanceof DailyLimitReached;
  }

  /** X closed the connection without a message. */
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

  /** No byte arrived within the stall timeout. */
  record Stalled() implements StreamEnd {
    @Override
    public String label() {
      return "stalled";
    }

    @Override
    public String description() {
      return "no data received, not even a keep-alive";
    }
  }

  /**
   * X announced the disconnect in the stream.
   *
   * @param title title of the message
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
   * The network failed.
   *
   * @param description message of the network error
   */
  record NetworkFailure(String description) implements StreamEnd {
    @Override
    public String label() {
      return "network";
    }
  }

  /**
   * The TLS handshake failed.
   *
   * @param description message of the TLS error
   */
  record TlsFailure(String description) implements StreamEnd {
    @Override
    public String label() {
      return "tls";
    }
  }

  /**
   * X responded with a transient error.
   *
   * @param status HTTP status
   * @param detail X's message
   */
  record ServerFailure(int status, String detail) implements StreamEnd {
    @Override
    public String label() {
      return "http-" + status;
    }

    @Override
    public String description() {
      return "X responded with %d: %s".formatted(status, detail);
    }
  }

  /**
   * The rate limit was exceeded.
   *
   * @param resetIn time until X resets the limit, by its own clock; empty if unknown
   */
  record RateLimited(Optional<Duration> resetIn) implements StreamEnd {
    @Override
    public String label() {
      return "rate-limited";
    }

    @Override
    public String description() {
      return "rate limit exceeded"
          + resetIn.map(in -> ", reset in %d s".formatted(in.toSeconds())).orElse("");
    }
  }

  /** A quota of an account. */
  enum Quota {
    /** Prepaid credits, or the owner's spending limit. */
    CREDITS(
        "credits-depleted",
        "the account has no credits left or has reached its spending limit: buy credits or raise"
            + " the limit in X's developer console"),
    /** Posts per billing period. */
    USAGE(
        "usage-capped",
        "the account has reached its cap of posts for this billing period: raise the cap in X's"
            + " developer console, or wait for the next period");

    private final String label;
    private final String remedy;

    Quota(String label, String remedy) {
      this.label = label;
      this.remedy = remedy;
    }
  }

  /**
   * The quota of the account is exhausted until its owner raises it, or a new billing period
   * starts.
   *
   * @param quota the exhausted quota
   * @param status HTTP status
   * @param detail X's message
   */
  record QuotaExhausted(Quota quota, int status, String detail) implements StreamEnd {
    @Override
    public String label() {
      return quota.label;
    }

    @Override
    public String description() {
      return "X responded with %d (%s): %s".formatted(status, detail, quota.remedy);
    }
  }

  /**
   * The configured limit of posts per day is reached; reading resumes with the next day, UTC.
   *
   * @param limit posts per day
   * @param resetIn time until the next day
   */
  record DailyLimitReached(long limit, Duration resetIn) implements StreamEnd {
    @Override
    public String label() {
      return "daily-limit";
    }

    @Override
    public String description() {
      return "the limit of %d posts per day is reached: reading resumes at 00:00 UTC; to resume now, raise max-posts-per-day and restart ingest"
          .formatted(limit);
    }
  }

  /** Another connection, possibly a stale one, occupies the account's connection slot. */
  record TooManyConnections() implements StreamEnd {
    @Override
    public String label() {
      return "too-many-connections";
    }

    @Override
    public String description() {
      return "another connection occupies the account's connection slot";
    }
  }

  /**
   * X rejected the credentials or the request permanently.
   *
   * @param status HTTP status
   * @param detail X's message
   */
  record Refused(int status, String detail) implements StreamEnd {
    @Override
    public String label() {
      return "refused";
    }

    @Override
    public String description() {
      return "X responded with %d: %s".formatted(status, detail);
    }
  }

  /**
   * Unexpected exception: a defect of this program.
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

  /** The reader was stopped. */
  record Stopped() implements StreamEnd {
    @Override
    public String label() {
      return "stopped";
    }

    @Override
    public String description() {
      return "stopped";
    }
  }
}
