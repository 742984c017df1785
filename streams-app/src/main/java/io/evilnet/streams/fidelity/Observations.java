package io.evilnet.streams.fidelity;

import it.unimi.dsi.fastutil.longs.Long2IntMap;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The numbers of posts received by each set of sites.
 *
 * <p>All copies of a post are in the same partition, so only the ids of one partition are in memory
 * at a time, at about 25 bytes each; of completed partitions, only the numbers remain.
 */
final class Observations {

  /** A set of sites is represented by the bits of an int. */
  static final int MAX_SITES = 31;

  private static final double MEDIAN = 50;
  private static final double SLOW = 99;

  private final Map<String, Site> sites = new LinkedHashMap<>();
  private final Map<Integer, Long> postsBySites = new HashMap<>();
  private final Long2IntOpenHashMap sitesOfPost = new Long2IntOpenHashMap();

  private static final class Site {

    private final String label;
    private final int bit;
    private final Presence presence = new Presence();

    /** In milliseconds, with two significant digits. */
    private final Histogram delays = new Histogram(2);

    private Site(String label, int bit) {
      this.label = label;
      this.bit = bit;
    }
  }

  /**
   * Records that a site received a post; idempotent.
   *
   * @throws IllegalArgumentException if there are too many sites
   */
  void add(String label, long post, Instant created, Instant received) {
    Site site = sites.computeIfAbsent(label, this::site);
    int before = sitesOfPost.get(post);
    if ((before & site.bit) == 0) {
      sitesOfPost.put(post, before | site.bit);
      site.presence.add(received);
      // Clocks of different machines may differ.
      site.delays.recordValue(Math.max(0, Duration.between(created, received).toMillis()));
    }
  }

  /** Completes a partition, whose posts are then evicted. */
  void partitionEnds() {
    for (Long2IntMap.Entry entry : sitesOfPost.long2IntEntrySet()) {
      postsBySites.merge(entry.getIntValue(), 1L, Long::sum);
    }
    sitesOfPost.clear();
  }

  Fidelity result() {
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (Site site : sites.values()) {
      from = Math.min(from, site.presence.firstMillis());
      to = Math.max(to, site.presence.lastMillis());
    }
    long union = postsBySites.values().stream().mapToLong(Long::longValue).sum();
    List<SiteFidelity> results = new ArrayList<>();
    for (Site site : sites.values()) {
      results.add(result(site, union, from, to));
    }
    results.sort(Comparator.comparingLong(SiteFidelity::missing).thenComparing(SiteFidelity::site));
    List<Long> received = results.stream().map(SiteFidelity::received).toList();
    return new Fidelity(results, union, Estimate.of(received, union));
  }

  private SiteFidelity result(Site site, long union, long from, long to) {
    int all = (1 << sites.size()) - 1;
    long received = 0;
    for (Map.Entry<Integer, Long> entry : postsBySites.entrySet()) {
      received += (entry.getKey() & site.bit) == 0 ? 0 : entry.getValue();
    }
    return new SiteFidelity(
        site.label,
        received,
        union - received,
        postsBySites.getOrDefault(all & ~site.bit, 0L),
        site.presence.longestGap(from, to),
        Duration.ofMillis(site.delays.getValueAtPercentile(MEDIAN)),
        Duration.ofMillis(site.delays.getValueAtPercentile(SLOW)));
  }

  private Site site(String label) {
    if (sites.size() == MAX_SITES) {
      throw new IllegalArgumentException(
          "posts of more than %d sites found: specify the sites to compare with --sites"
              .formatted(MAX_SITES));
    }
    return new Site(label, 1 << sites.size());
  }
}
