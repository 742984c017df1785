package io.evilnet.streams.ranking;

import io.evilnet.core.Counts;
import io.evilnet.core.DistinctUsers;

/**
 * A city with its rank.
 *
 * @param rank the rank, from 1
 * @param cityId X's place id
 * @param city the display name
 * @param counts its totals in the ranked range, with distinct users
 * @param users the distinct users with their bounds
 */
public record RankedCity(
    int rank, String cityId, String city, Counts counts, DistinctUsers users) {}
