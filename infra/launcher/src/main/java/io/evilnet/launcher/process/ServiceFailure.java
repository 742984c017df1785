package io.evilnet.launcher.process;

/**
 * Failure to start, run or stop a service. The first line of the message names the service and the
 * remedy; further lines, if any, are the end of its log.
 */
public final class ServiceFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ServiceFailure(String message) {
    super(message);
  }

  public ServiceFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
