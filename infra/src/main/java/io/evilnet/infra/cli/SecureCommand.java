package io.evilnet.infra.cli;

import io.evilnet.infra.process.RunDirectory;
import io.evilnet.infra.security.DevelopmentSecrets;
import io.evilnet.infra.security.SecretsDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes certificates and passwords for development. */
@Command(
    name = "secure",
    description = {
      "Makes an authority, certificates of the servers and random passwords, for ./start-all.sh --secure on this machine."
          + " What is there stays.",
      "Not for production: the key of the authority lies beside what it signs, and the certificates are for 127.0.0.1 only."
    },
    mixinStandardHelpOptions = true)
final class SecureCommand implements Callable<Integer> {
  @Mixin private DirectoryOptions directory;

  @Option(
      names = "--secrets-dir",
      paramLabel = "DIR",
      description = "Where to (default: secrets in the data directory).")
  private Path secrets;

  @Option(
      names = "--renew",
      description =
          "Make the certificates and passwords anew, from the next start on. The authority stays, and so do the passwords of"
              + " the administrators and the brokers, which are in the servers' data.")
  private boolean renew;

  @Override
  public Integer call() {
    RunDirectory run = directory.directory();
    SecretsDirectory target =
        new SecretsDirectory(secrets == null ? run.root().resolve("secrets") : secrets);
    StatusLines console = new StatusLines(System.out);
    List<String> made = new DevelopmentSecrets(target).make(renew);
    if (made.isEmpty()) {
      console.say(
          "Nothing to make: all is in %s (--renew makes it anew).".formatted(target.root()));
      return 0;
    }
    console.say("Made in %s, for its owner only:".formatted(target.root()));
    made.forEach(name -> console.say("  " + name));
    console.say("");
    console.say("For development on this machine, not for production: see docs/security.md.");
    console.say(
        renew
            ? "What runs keeps the old ones: ./start-all.sh --stop, then ./start-all.sh --secure."
            : "./start-all.sh --secure uses them.");
    return 0;
  }
}
