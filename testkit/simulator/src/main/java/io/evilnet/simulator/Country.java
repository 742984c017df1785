package io.evilnet.simulator;

/**
 * Country of a place.
 *
 * @param code two-letter ISO code, which rules match
 * @param name as X writes it
 * @param isCodeSent whether places contain the code, which X omits occasionally
 */
record Country(String code, String name, boolean isCodeSent) {

  static final Country CANADA = new Country("CA", "Canada", true);
}
