package io.evilnet.chaos.oracle;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A valid post.
 *
 * @param identity the id of its first version
 * @param createdAt the creation of its first version
 * @param edited whether it is a later version
 * @param city {@link ReferenceParser#NO_CITY} if its place is in no city of the countries
 * @param contained whether the city contains its place
 * @param receiver the city of the post that it retweets; {@link ReferenceParser#NO_CITY} without
 *     one
 */
record ReadPost(
    BigInteger identity,
    BigInteger author,
    Instant createdAt,
    boolean edited,
    boolean retweet,
    String city,
    boolean contained,
    String receiver) {}
