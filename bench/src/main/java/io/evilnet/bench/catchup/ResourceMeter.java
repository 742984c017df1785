package io.evilnet.bench.catchup;

import io.evilnet.bench.usage.CpuTime;
import io.evilnet.bench.usage.DirectorySize;
import io.evilnet.bench.usage.Proc;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Measures the resources of a run: CPU time of the servers since the creation of this object, and
 * CPU time, memory and state of streams-app since its start.
 */
final class ResourceMeter {

  private static final List<String> BROKERS = List.of("kafka-1", "kafka-2");
  private static final List<String> CASSANDRA = List.of("cassandra");
  private static final double MILLION = 1e6;

  private final BenchCluster cluster;
  private final long posts;
  private final Duration brokersBefore;
  private final Duration cassandraBefore;

  ResourceMeter(BenchCluster cluster, long posts) {
    this.cluster = cluster;
    this.posts = posts;
    this.brokersBefore = cpuTime(BROKERS);
    this.cassandraBefore = cpuTime(CASSANDRA);
  }

  /** Returns the resources consumed by the processes and the servers so far. */
  Map<Resource, Double> read(BenchProcesses processes) throws IOException {
    Map<Resource, Double> taken = new EnumMap<>(Resource.class);
    Duration application = Duration.ZERO;
    long state = 0;
    long peak = 0;
    boolean isPeakKnown = true;
    for (BenchProcess process : processes.all()) {
      application = application.plus(CpuTime.of(process.handle()));
      OptionalLong memory = Proc.SYSTEM.peakMemory(process.handle().pid());
      isPeakKnown &= memory.isPresent();
      peak += memory.orElse(0);
      state += DirectorySize.of(cluster.directory().data(process.name()));
    }
    taken.put(Resource.APPLICATION_CPU, perMillion(application));
    taken.put(Resource.BROKERS_CPU, perMillion(cpuTime(BROKERS).minus(brokersBefore)));
    taken.put(Resource.CASSANDRA_CPU, perMillion(cpuTime(CASSANDRA).minus(cassandraBefore)));
    if (isPeakKnown) {
      taken.put(Resource.PEAK_MEMORY, (double) peak);
    }
    taken.put(Resource.STATE, (double) state);
    return taken;
  }

  private Duration cpuTime(List<String> servers) {
    return servers.stream()
        .map(name -> CpuTime.of(cluster.server(name)))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private double perMillion(Duration time) {
    return time.toMillis() / 1e3 * MILLION / posts;
  }
}
