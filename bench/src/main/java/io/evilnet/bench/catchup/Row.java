package io.evilnet.bench.catchup;

/** The totals of a city in a window. */
record Row(long tweets, long retweets, long users) {}
