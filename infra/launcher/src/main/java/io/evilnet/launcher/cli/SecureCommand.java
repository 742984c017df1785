package io.evilnet.launcher.cli;

import io.evilnet.launcher.cluster.ContainerFiles;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.provision.DevelopmentSecrets;
import io.evilnet.launcher.provision.SecretsDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates certificates and passwords for development. */
@Command(
    name = "secure",
    description = {
      "Creates a CA, server certificates and random passwords for ./start-all.sh --secure on this machine."
          + " Existing files are kept.",
      "Not for production: the key of the CA is stored beside the certificates, which are valid on this machine only."
    },
    mixinStandardHelpOptions = true)
final class SecureCommand implements Callable<Integer> {
  @Mixin private DirectoryOptions directory;

  @Option(
      names = "--secrets-dir",
      paramLabel = "DIR",
      description =
          "Directory of passwords, keys and certificates (default: secrets in the data directory).")
  private Path secrets;

  @Option(
      names = "--renew",
      description =
          "Replace certificates and passwords, effective at the next start. The CA is kept, and so are the passwords of"
              + " the administrators and the brokers, which are stored in the servers' data.")
  private boolean renew;

  @Option(
      names = "--containers",
      description =
          "For ./start-all.sh --docker --secure, which runs this command: certificates that are also valid for the service"
              + " names of compose.yaml, and configuration files with secrets for its servers.")
  private boolean containers;

  @Override
  public Integer call() {
    RunDirectory run = directory.directory();
    SecretsDirectory target =
        new SecretsDirectory(secrets == null ? run.root().resolve("secrets") : secrets);
    StatusLines console = new StatusLines(System.out);
    List<String> created =
        new DevelopmentSecrets(target, containers ? ContainerFiles.HOST_NAMES : List.of())
            .make(renew);
    if (containers) {
      new ContainerFiles(target).write();
    }
    if (created.isEmpty()) {
      console.print(
          "Nothing to create: all files exist in %s (--renew replaces them)."
              .formatted(target.root()));
      return 0;
    }
    console.print("Created in %s:".formatted(target.root()));
    created.forEach(name -> console.print("  " + name));
    console.print("");
    console.print("For development on this machine, not for production: see docs/security.md.");
    console.print(
        renew
            ? "Running processes keep the old ones: run ./start-all.sh --stop, then ./start-all.sh --secure."
            : "./start-all.sh --secure uses them.");
    return 0;
  }
}
