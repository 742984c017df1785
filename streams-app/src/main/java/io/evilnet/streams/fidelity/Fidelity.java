package io.evilnet.streams.fidelity;

import java.util.List;
import java.util.Optional;

/**
 * The completeness of the stream at each site.
 *
 * @param sites the sites by ascending number of missing posts; ties by label
 * @param union posts that one site or more received
 * @param estimate of the posts that no site received; empty if there is none
 */
public record Fidelity(List<SiteFidelity> sites, long union, Optional<Estimate> estimate) {

  public Fidelity {
    sites = List.copyOf(sites);
  }
}
