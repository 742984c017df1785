package io.evilnet.streams.ranking;

import io.evilnet.core.Counts;
import io.evilnet.core.DistinctUsers;

/**
 * A city with its place in a ranking.
 *
 * @param rank 1 is first
 * @param cityId X's place id
 * @param city the display name
 * @param counts its totals in the ranked range, with distinct users
 * @param users the distinct users with their bounds
 */
public record RankedCity(
    int rank, String cityId, String city, Counts counts, DistinctUsers users) {}
