package io.evilnet.streams.ranking;

import io.evilnet.core.Counts;
import io.evilnet.core.DistinctUsers;

/**
 * A city with its place in a ranking.
 *
 * @param rank 1 is first
 * @param cityId X's place id
 * @param city its name to show
 * @param counts its totals in the time that is ranked; users are those distinct in that time
 * @param users how exact they are
 */
public record RankedCity(
    int rank, String cityId, String city, Counts counts, DistinctUsers users) {}
