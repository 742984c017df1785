package io.evilnet.launcher.process;

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
 * Description of a server or an application that runs as a process of its own.
 *
 * @param name name in the console, of its log and of its pid file
 * @param command program and arguments
 * @param environment variables in addition to the inherited ones
 * @param secrets those variables of {@link #SECRETS} that it inherits
 * @param ports ports that it binds, checked before it starts
 * @param address address shown to users
 * @param health readiness check
 * @param minimumHealth check that lets a start succeed after its timeout, although an external
 *     system keeps the service from being ready
 * @param live liveness check, which also succeeds while the service waits for others: a restart
 *     that exceeds its timeout is accepted if it succeeds, and the watchdog kills the service if it
 *     fails; empty if only the exit of the process is monitored
 * @param after services that must be ready before it starts, and that are stopped after it
 * @param substitutes instances that do its work while it is down
 * @param startWithin timeout from start to readiness
 * @param stopWithin time after SIGTERM until SIGKILL
 * @param preparation executed before every start
 */
public record Service(
    String name,
    List<String> command,
    Map<String, String> environment,
    Set<String> secrets,
    List<Port> ports,
    String address,
    Health health,
    Health minimumHealth,
    Optional<Health> live,
    Set<String> after,
    Set<String> substitutes,
    Duration startWithin,
    Duration stopWithin,
    Runnable preparation) {

  /** Environment variables of the X API's bearer token. */
  public static final Set<String> X_TOKEN =
      Set.of("X_BEARER_TOKEN", "X_BEARER_TOKEN_FILE", "EVILNET_X_BEARER_TOKEN_FILE");

  /** Environment variables of passwords, which no service inherits. */
  public static final Set<String> PASSWORDS =
      Set.of(
          "EVILNET_KAFKA_PASSWORD",
          "EVILNET_CASSANDRA_PASSWORD",
          "EVILNET_CASSANDRA_READER_PASSWORD",
          "EVILNET_API_PASSWORD");

  /**
   * Environment variables that contain or locate a secret: inherited only by services that need
   * them.
   */
  public static final Set<String> SECRETS =
      Stream.concat(X_TOKEN.stream(), PASSWORDS.stream()).collect(Collectors.toUnmodifiableSet());

  public Service {
    requireNonNull(name, "name");
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "a service name must be lower-case letters, digits and dashes, but is '%s'"
              .formatted(name));
    }
    requireNonNull(health, "health");
    requireNonNull(minimumHealth, "minimumHealth");
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
      throw new IllegalArgumentException(
          "%s must be a positive duration, but is %s".formatted(name, value));
    }
  }

  /** Builder of a service, with defaults for the timeouts. */
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
    private Health minimumHealth = () -> false;
    private Optional<Health> live = Optional.empty();
    // Three systems on two cores have taken two minutes: a kill would only restart them.
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

    /** Passes on the X API's bearer token. */
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

    /** Accepts a start after its timeout if this check succeeds. */
    public Builder minimumHealth(Health minimumHealth) {
      this.minimumHealth = minimumHealth;
      return this;
    }

    /**
     * Accepts a restart after its timeout if this check succeeds; the watchdog kills the service if
     * it fails after it has succeeded.
     */
    public Builder live(Health live) {
      this.live = Optional.of(live);
      return this;
    }

    public Builder after(String... services) {
      after.addAll(List.of(services));
      return this;
    }

    /** Names the instances that do its work while it is down. */
    public Builder substitutes(Set<String> services) {
      this.substitutes = services;
      return this;
    }

    public Builder startWithin(Duration timeout) {
      this.startWithin = timeout;
      return this;
    }

    public Builder stopWithin(Duration timeout) {
      this.stopWithin = timeout;
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
          minimumHealth,
          live,
          after,
          substitutes,
          startWithin,
          stopWithin,
          preparation);
    }
  }
}
