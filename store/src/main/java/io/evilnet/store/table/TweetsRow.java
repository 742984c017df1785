package io.evilnet.store.table;

/**
 * Tweets of a city in a window.
 *
 * @param cityId place id of X
 * @param city display name
 * @param tweets number of tweets
 */
public record TweetsRow(String cityId, String city, long tweets) {}
