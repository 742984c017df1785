package io.evilnet.bench.catchup;

/** The totals of a city and window. */
record Row(long tweets, long retweets, long users) {}
