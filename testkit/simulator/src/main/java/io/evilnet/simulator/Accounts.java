package io.evilnet.simulator;

import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Simulated accounts by bearer token: each has its own rules and a single stream connection. */
final class Accounts {

  private static final String SCHEME = "Bearer ";
  private static final String ACCOUNT = "account";

  /**
   * Account of a token.
   *
   * @param rules its rules
   * @param usage the posts delivered to it
   * @param connection its open stream; contains null without one
   */
  record Account(RuleBook rules, Usage usage, AtomicReference<StreamConnection> connection) {}

  private final Optional<String> onlyToken;
  private final long cap;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  /**
   * @param cap posts per account; {@link Long#MAX_VALUE} for none
   */
  Accounts(Optional<String> onlyToken, long cap) {
    this.cap = cap;
    this.onlyToken = onlyToken;
  }

  /** Authenticates a request by its bearer token, or rejects it. */
  void authenticate(Context context) {
    String header = context.header("Authorization");
    String token =
        header != null && header.startsWith(SCHEME) ? header.substring(SCHEME.length()).trim() : "";
    if (token.isEmpty() || (onlyToken.isPresent() && !onlyToken.get().equals(token))) {
      Problem.UNAUTHORIZED.respond(context);
      context.skipRemainingHandlers();
      return;
    }
    Account account =
        accounts.computeIfAbsent(
            token, t -> new Account(new RuleBook(), new Usage(cap), new AtomicReference<>()));
    context.attribute(ACCOUNT, account);
  }

  /** Returns the account of an authenticated request. */
  Account of(Context context) {
    return context.attribute(ACCOUNT);
  }
}
