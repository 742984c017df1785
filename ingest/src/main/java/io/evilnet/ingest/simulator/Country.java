package io.evilnet.ingest.simulator;

/**
 * The country a place lies in.
 *
 * @param code two-letter ISO code, which rules look at
 * @param name as X writes it
 * @param isCodeSent whether places carry the code: X leaves it out now and then
 */
record Country(String code, String name, boolean isCodeSent) {

  static final Country CANADA = new Country("CA", "Canada", true);
}
