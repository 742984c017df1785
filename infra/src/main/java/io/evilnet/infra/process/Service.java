package io.evilnet.infra.process;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server or an application that is to run as a process of its own: a description, of which
 * nothing runs yet.
 *
 * @param name names it to the user, its log and its pid file
 * @param command program and arguments
 * @param environment variables it gets besides the inherited ones
 * @param secrets variables of {@link #SECRETS} that it inherits; it gets no others of them
 * @param ports what it will listen on; checked before it starts
 * @param address where a person or a client reaches it
 * @param health tells when it is up
 * @param enough tells whether it does what it can, though something outside of this machine keeps
 *     it from being up: then the start goes on without it when its bound is over
 * @param live tells whether it lives, also while it only waits for others: who starts it again then
 *     leaves it alone when its bound is over, and who watches it ends it when it does not; none for
 *     one of which only its death is noticed
 * @param after services that have to be up before it starts, and that outlive it
 * @param substitutes services that do its work while it is away
 * @param startWithin bound on the time from start to first health
 * @param stopWithin how long it may take to end by itself before it is killed
 * @param preparation done before every start
 */
public record Service(
    String name,
    List<String> command,
    Map<String, String> environment,
    Set<String> secrets,
    List<Port> ports,
    String address,
    Health health,
    Health enough,
    Optional<Health> live,
    Set<String> after,
    Set<String> substitutes,
    Duration startWithin,
    Duration stopWithin,
    Runnable preparation) {

  /** Where the token of X is looked for. */
  public static final Set<String> X_TOKEN =
      Set.of("X_BEARER_TOKEN", "X_BEARER_TOKEN_FILE", "EVILNET_X_BEARER_TOKEN_FILE");

  /** Variables that hold a secret or lead to one: inherited only by the services that need them. */
  public static final Set<String> SECRETS =
      Stream.concat(
              X_TOKEN.stream(),
              Stream.of(
                  "EVILNET_KAFKA_PASSWORD",
                  "EVILNET_CASSANDRA_PASSWORD",
                  "EVILNET_CASSANDRA_READER_PASSWORD",
                  "EVILNET_API_PASSWORD"))
          .collect(Collectors.toUnmodifiableSet());

  public Service {
    requireNonNull(name, "name");
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "service name: lower-case letters, digits and dashes, not '%s'".formatted(name));
    }
    requireNonNull(health, "health");
    requireNonNull(enough, "enough");
    requireNonNull(live, "live");
    requireNonNull(preparation, "preparation");
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    secrets = Set.copyOf(secrets);
    ports = List.copyOf(ports);
    after = Set.copyOf(after);
    substitutes = Set.copyOf(substitutes);
    requirePositive("startWithin", startWithin);
    requirePositive("stopWithin", stopWithin);
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("%s: a positive duration, not %s".formatted(name, value));
    }
  }

  /** Collects what a service is; the bounds have defaults. */
  public static final class Builder {
    private final String name;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Set<String> secrets = Set.of();
    private final Set<String> after = new LinkedHashSet<>();
    private Set<String> substitutes = Set.of();
    private List<String> command = List.of();
    private List<Port> ports = List.of();
    private String address = "";
    private Health health = () -> true;
    private Health enough = () -> false;
    private Optional<Health> live = Optional.empty();
    // Three systems at once on two cores have taken two minutes: killed then, they only begin anew.
    private Duration startWithin = Duration.ofMinutes(3);
    private Duration stopWithin = Duration.ofSeconds(20);
    private Runnable preparation = () -> {};

    private Builder(String name) {
      this.name = name;
    }

    public Builder command(List<String> programAndArguments) {
      this.command = programAndArguments;
      return this;
    }

    public Builder environment(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    public Builder environment(Map<String, String> variables) {
      environment.putAll(variables);
      return this;
    }

    /** Lets it inherit the token of X. */
    public Builder withToken() {
      this.secrets = X_TOKEN;
      return this;
    }

    public Builder ports(Port... ports) {
      this.ports = List.of(ports);
      return this;
    }

    public Builder address(String address) {
      this.address = address;
      return this;
    }

    public Builder health(Health health) {
      this.health = health;
      return this;
    }

    /** Lets the start go on when the bound is over and only this is so. */
    public Builder enough(Health enough) {
      this.enough = enough;
      return this;
    }

    /**
     * Lets it live when it was started again, the bound is over and only this is so; ends it when
     * this was so and is no more.
     */
    public Builder live(Health live) {
      this.live = Optional.of(live);
      return this;
    }

    public Builder after(String... services) {
      after.addAll(List.of(services));
      return this;
    }

    /** Names who does its work while it is away. */
    public Builder substitutes(Set<String> services) {
      this.substitutes = services;
      return this;
    }

    public Builder startWithin(Duration bound) {
      this.startWithin = bound;
      return this;
    }

    public Builder stopWithin(Duration bound) {
      this.stopWithin = bound;
      return this;
    }

    public Builder preparation(Runnable preparation) {
      this.preparation = preparation;
      return this;
    }

    public Service build() {
      return new Service(
          name,
          command,
          environment,
          secrets,
          ports,
          address,
          health,
          enough,
          live,
          after,
          substitutes,
          startWithin,
          stopWithin,
          preparation);
    }
  }
}
