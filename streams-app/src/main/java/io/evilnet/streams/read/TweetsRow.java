package io.evilnet.streams.read;

/**
 * Tweets of a city in a window.
 *
 * @param cityId place id of X
 * @param city its name
 * @param tweets how many
 */
public record TweetsRow(String cityId, String city, long tweets) {}
