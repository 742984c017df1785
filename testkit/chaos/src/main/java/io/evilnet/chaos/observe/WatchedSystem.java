package io.evilnet.chaos.observe;

import io.evilnet.chaos.fault.UnexpectedExits;
import io.evilnet.chaos.system.RunningSystem;
import io.evilnet.chaos.system.SystemSettings;
import java.io.IOException;
import java.util.function.Consumer;

/** A running system and its observers, for one or several consecutive runs. */
public final class WatchedSystem implements AutoCloseable {

  private final SystemSettings settings;
  private final RunningSystem system;
  private final Observer observer;
  private final CountedOutput output;
  private final UnexpectedExits unexpectedExits;
  private Replayed replayed = Replayed.NONE;

  private WatchedSystem(
      SystemSettings settings,
      RunningSystem system,
      Observer observer,
      CountedOutput output,
      UnexpectedExits unexpectedExits) {
    this.settings = settings;
    this.system = system;
    this.observer = observer;
    this.output = output;
    this.unexpectedExits = unexpectedExits;
  }

  /**
   * Starts the system and its observers.
   *
   * @param out receives the launcher's output
   * @throws IllegalStateException if the start fails
   */
  public static WatchedSystem start(SystemSettings settings, Consumer<String> out)
      throws IOException, InterruptedException {
    UnexpectedExits unexpectedExits = new UnexpectedExits();
    RunningSystem system =
        RunningSystem.start(
            settings,
            line -> {
              unexpectedExits.onOutputLine(line);
              out.accept(line);
            });
    try {
      CountedOutput output = new CountedOutput(system.clients().kafka());
      Observer observer = new Observer(system, output);
      return new WatchedSystem(settings, system, observer, output, unexpectedExits);
    } catch (RuntimeException e) {
      system.close();
      throw e;
    }
  }

  public SystemSettings settings() {
    return settings;
  }

  public RunningSystem system() {
    return system;
  }

  public Observer observer() {
    return observer;
  }

  public CountedOutput output() {
    return output;
  }

  public UnexpectedExits unexpectedExits() {
    return unexpectedExits;
  }

  /** Adds the result of a replay and returns the sum of all. */
  public Replayed addReplay(Replayed another) {
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
