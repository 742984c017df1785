package io.evilnet.streams.fidelity;

import java.time.Duration;

/**
 * The posts received by a site, compared with all sites.
 *
 * @param site label of the site
 * @param received number of distinct posts
 * @param missing number of posts that another site received and this one did not
 * @param missingOnlyHere number of missing posts that every other site received
 * @param longestGap the longest time without a received post
 * @param medianDelay median delay from the creation of a post to its arrival at the site
 * @param slowDelay 99th percentile of that delay
 */
public record SiteFidelity(
    String site,
    long received,
    long missing,
    long missingOnlyHere,
    Duration longestGap,
    Duration medianDelay,
    Duration slowDelay) {}
