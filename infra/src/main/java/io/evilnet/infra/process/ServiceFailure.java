package io.evilnet.infra.process;

/**
 * What kept a service from starting, running or stopping. The first line of the message names the
 * service and the remedy; more lines, where there are any, are the end of its log.
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
