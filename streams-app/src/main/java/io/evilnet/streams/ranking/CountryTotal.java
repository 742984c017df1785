package io.evilnet.streams.ranking;

import io.evilnet.core.Counts;
import io.evilnet.core.DistinctUsers;

/**
 * The totals of a country in a range.
 *
 * @param countryCode ISO 3166-1 alpha-2 code
 * @param cities number of cities with a tweet
 * @param counts sums over these cities, with distinct users
 * @param users the distinct users with their bounds
 */
public record CountryTotal(String countryCode, long cities, Counts counts, DistinctUsers users) {}
