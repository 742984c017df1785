package io.evilnet.streams.ranking;

import io.evilnet.core.Counts;

/**
 * A city with its place in a ranking.
 *
 * @param rank 1 is first
 * @param cityId X's place id
 * @param city its name to show
 * @param counts its totals in the time that is ranked
 */
public record RankedCity(int rank, String cityId, String city, Counts counts) {}
