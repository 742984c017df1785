package io.evilnet.chaos;

import java.io.IOException;
import java.util.function.Consumer;

/** A running system and all who look at it, for one run or for several, one after the other. */
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
   * Starts everything and begins to look.
   *
   * @param out takes what the launcher says
   * @throws IllegalStateException if it does not come up
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

  /** Adds what one more replay has said, and returns what all have. */
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
