package io.evilnet.launcher.cli;

import io.evilnet.launcher.cluster.LocalCluster;
import io.evilnet.launcher.process.LivenessPolicy;
import io.evilnet.launcher.process.RestartDelays;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.Service;
import io.evilnet.launcher.process.ServiceGroup;
import io.evilnet.launcher.process.Supervisor;
import io.evilnet.launcher.provision.OwnerOnly;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts all services and supervises them until it is terminated. */
@Command(
    name = "start",
    description = "Starts all services and supervises them until SIGTERM.",
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
  @Mixin private Installation installation;

  @Override
  public Integer call() throws InterruptedException {
    StatusLines console = new StatusLines(System.out);
    RunDirectory directory = installation.directory();
    Optional<ProcessHandle> running = directory.process(ServiceGroup.SUPERVISOR);
    if (running.isPresent()) {
      console.print(
          "EvilNet is already running (pid %d, %s): show its status with bin/evilnet status, stop it with ./start-all.sh --stop."
              .formatted(running.get().pid(), directory.root()));
      return 0;
    }
    PasswordVariables.requireNone(System.getenv());
    requireToken();
    requireNoIdentity();
    installation.prometheus().requireInstalled(System.getenv().getOrDefault("PATH", ""));
    installation
        .credentials()
        .secrets()
        .ifPresent(
            secrets -> {
              OwnerOnly.ensure(directory.root());
              OwnerOnly.ensure(secrets.root());
              secrets.requireValid(Instant.now(), console::print);
            });
    Map<String, String> settings = installation.settings();
    LocalCluster cluster = installation.cluster(preparations(settings, console));
    Supervisor supervisor =
        new Supervisor(cluster.services(), RestartDelays.DEFAULT, LivenessPolicy.DEFAULT, console);
    ClusterFile file = ClusterFile.of(directory);
    WorkerScaler workers =
        new WorkerScaler(
            cluster.services(),
            supervisor,
            DesiredWorkers.ofStart(directory),
            installation.desiredWorkers(),
            installation::sparkWorker,
            console);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> stop(console, cluster, workers, supervisor, file), "stop"));

    console.print("Starting EvilNet in " + directory.root());
    cluster.services().listen(console);
    cluster.start();
    try (Succession succession =
        new Succession(
            installation.credentials().administration(settings.get("bootstrap-servers")),
            CountingGroups.shared())) {
      cluster.services().listen(succession);
      supervisor.begin();
      workers.begin();
      Properties users = ClusterFile.usersFile();
      file.write(users, installation.commandSettings(System.getenv(), users));
      new StartBanner(settings, installation.applications(), installation.credentials(), directory)
          .lines()
          .forEach(console::print);
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private Preparations preparations(Map<String, String> settings, StatusLines console) {
    Credentials credentials = installation.credentials();
    return new Preparations(
        new TopicPreparation(
            credentials.administration(settings.get("bootstrap-servers")),
            installation.topics(),
            credentials.secrets(),
            console::topicsReady),
        credentials
            .secrets()
            .<Runnable>map(secrets -> new StorePreparation(settings, secrets, System.getenv()))
            .orElse(() -> {}));
  }

  private void requireToken() {
    boolean hasToken =
        Service.X_TOKEN.stream().anyMatch(System.getenv()::containsKey)
            || isInUsersFile("x-bearer-token-file");
    if (installation.applications().source() == Source.X && !hasToken) {
      throw new IllegalArgumentException(
          "--source x requires the bearer token of your X application: set X_BEARER_TOKEN,"
              + " or X_BEARER_TOKEN_FILE to a file that contains it");
    }
  }

  /** Verifies that streams-app uses TLS with --secure only, as health checks do. */
  private void requireNoIdentity() {
    boolean isGiven =
        System.getenv().containsKey("EVILNET_API_IDENTITY") || isInUsersFile("api-identity");
    if (isGiven && installation.credentials().secrets().isEmpty()) {
      throw new IllegalArgumentException(
          "api-identity requires --secure: unset it, or start with --secure, which uses the certificate streams-http.pem of --secrets-dir");
    }
  }

  /** Returns whether an application reads a setting from the user's file. */
  private static boolean isInUsersFile(String setting) {
    return Stream.of(setting, "run." + setting).anyMatch(ClusterFile.usersFile()::containsKey);
  }

  private static void stop(
      StatusLines console,
      LocalCluster cluster,
      WorkerScaler workers,
      Supervisor supervisor,
      ClusterFile file) {
    boolean ran = cluster.services().anyAlive();
    if (ran) {
      console.print("Stopping EvilNet");
    }
    workers.close();
    supervisor.close();
    cluster.stop();
    if (ran) {
      file.delete();
      console.print("EvilNet has stopped; its data remains.");
    }
  }
}
