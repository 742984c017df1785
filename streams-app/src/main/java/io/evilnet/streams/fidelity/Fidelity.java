package io.evilnet.streams.fidelity;

import java.util.List;
import java.util.Optional;

/**
 * How much of the stream each site received.
 *
 * @param sites the one that misses least first; ties by label
 * @param union posts that one site or more received
 * @param estimate of what no site received; empty where it cannot be made
 */
public record Fidelity(List<SiteFidelity> sites, long union, Optional<Estimate> estimate) {

  public Fidelity {
    sites = List.copyOf(sites);
  }
}
