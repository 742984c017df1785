package io.evilnet.streams.api;

/** Thrown if a parameter is invalid; the message contains the parameter, rule and value. */
final class InvalidParameterException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN_OF_VALUE = 80;

  private final String parameter;

  InvalidParameterException(String parameter, String rule, String value) {
    super("%s must be %s, but is '%s'".formatted(parameter, rule, shortened(value)));
    this.parameter = parameter;
  }

  InvalidParameterException(String parameter, String message) {
    super(message);
    this.parameter = parameter;
  }

  String parameter() {
    return parameter;
  }

  static String shortened(String value) {
    return value.length() <= SHOWN_OF_VALUE ? value : value.substring(0, SHOWN_OF_VALUE) + "…";
  }
}
