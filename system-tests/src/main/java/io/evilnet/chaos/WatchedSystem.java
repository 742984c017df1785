package io.evilnet.chaos;

import java.io.IOException;
import java.util.function.Consumer;

/** A running system and its observers, for one or several consecutive runs. */
final class WatchedSystem implements AutoCloseable {

  private final SystemSettings settings;
  private final RunningSystem system;
  private final Observer observer;
  private final CountedOutput output;
  private final Deaths deaths;
  private Replayed replayed = Replayed.NOTHING;

  private WatchedSystem(
      SystemSettings settings,
      RunningSystem system,
      Observer observer,
      CountedOutput output,
      Deaths deaths) {
    this.settings = settings;
    this.system = system;
    this.observer = observer;
    this.output = output;
    this.deaths = deaths;
  }

  /**
   * Starts the system and its observers.
   *
   * @param out receives the launcher's output
   * @throws IllegalStateException if the start fails
   */
  static WatchedSystem start(SystemSettings settings, Consumer<String> out)
      throws IOException, InterruptedException {
    Deaths deaths = new Deaths();
    RunningSystem system =
        RunningSystem.start(
            settings,
            line -> {
              deaths.heard(line);
              out.accept(line);
            });
    try {
      CountedOutput output = new CountedOutput(system.clients().kafka());
      Observer observer = new Observer(system, output);
      return new WatchedSystem(settings, system, observer, output, deaths);
    } catch (RuntimeException e) {
      system.close();
      throw e;
    }
  }

  SystemSettings settings() {
    return settings;
  }

  RunningSystem system() {
    return system;
  }

  Observer observer() {
    return observer;
  }

  CountedOutput output() {
    return output;
  }

  Deaths deaths() {
    return deaths;
  }

  /** Adds the result of a replay and returns the sum of all. */
  Replayed alsoReplayed(Replayed another) {
    replayed = replayed.plus(another);
    return replayed;
  }

  @Override
  public void close() {
    observer.close();
    output.close();
    system.close();
  }
}
