package io.evilnet.streams.fidelity;

import java.time.Duration;

/**
 * What a site received, next to what all sites together did.
 *
 * @param site its label
 * @param received posts, each counted once
 * @param missing posts that another site received and this one did not
 * @param missingOnlyHere posts that every other site received
 * @param longestGap the longest time in which it received nothing
 * @param medianDelay from a post's making to its arrival here
 * @param slowDelay what 99 of 100 posts did not exceed
 */
public record SiteFidelity(
    String site,
    long received,
    long missing,
    long missingOnlyHere,
    Duration longestGap,
    Duration medianDelay,
    Duration slowDelay) {}
