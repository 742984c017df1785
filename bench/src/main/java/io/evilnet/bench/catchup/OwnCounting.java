package io.evilnet.bench.catchup;

import io.evilnet.bench.usage.CpuTime;
import io.evilnet.launcher.cluster.ApplicationProcesses;
import io.evilnet.launcher.cluster.FreePorts;
import io.evilnet.launcher.process.Service;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * streams-app as started by {@code ./start-all.sh}. It is done when its consumer lag is 0 and all
 * rows in Cassandra equal the recount; the time is the end of the comparing read.
 */
final class OwnCounting implements Contestant {

  static final String NAME = "ours";

  /** Timeout without progress at lag 0, after which differing rows are reported. */
  private static final Duration ROWS_TIMEOUT = Duration.ofMinutes(2);

  private static final String CASSANDRA = "cassandra";
  private static final double NANOS_PER_SECOND = 1e9;

  private final BenchCluster cluster;
  private final int instances;
  private final Progress progress;
  private final long posts;
  private final Map<Instant, Map<String, Row>> rows;
  private final List<Map<Resource, Double>> resources = new ArrayList<>();

  /**
   * Creates a contestant of one or more processes.
   *
   * @param instances processes that share the partitions, without standby replicas
   */
  OwnCounting(BenchCluster cluster, Recount recount, int instances, Progress progress) {
    this.cluster = cluster;
    this.instances = instances;
    this.progress = progress;
    this.posts = recount.posts();
    this.rows = recount.rows();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public BenchProcesses start(String id) throws IOException {
    List<BenchProcess> started = new ArrayList<>();
    for (String name : names(id)) {
      Service service = service(id, name);
      started.add(cluster.start(name, service.command(), service.environment()));
    }
    return new BenchProcesses(started);
  }

  /** Returns the names of the instances, for data directory, log and static membership. */
  private List<String> names(String id) {
    return IntStream.rangeClosed(1, instances)
        .mapToObj(number -> number == 1 ? id : id + "-instance-" + number)
        .toList();
  }

  private Service service(String id, String name) {
    return new ApplicationProcesses(cluster.project(), cluster.directory())
        .streams(name)
        .environment("EVILNET_BOOTSTRAP_SERVERS", cluster.bootstrapServers())
        .environment("EVILNET_CASSANDRA", cluster.cassandraAddress())
        .environment("EVILNET_TWEETS_PARTITIONS", Integer.toString(cluster.partitions()))
        .environment("EVILNET_APPLICATION_ID", id)
        .environment("EVILNET_INSTANCE", name)
        .environment("EVILNET_KEYSPACE", keyspace(id))
        .environment("EVILNET_STREAMS_HTTP", "127.0.0.1:" + new FreePorts().next())
        .build();
  }

  @Override
  public Finish finish(String id, BenchProcesses processes) {
    return new Exact(id, processes);
  }

  /** Returns the resources of each correct run. */
  List<Map<Resource, Double>> resources() {
    return List.copyOf(resources);
  }

  private OptionalLong bytesOnDisk(String id) {
    try {
      return OptionalLong.of(
          KeyspaceSize.of(
              keyspace(id), cluster.server(CASSANDRA), cluster.directory().data(CASSANDRA)));
    } catch (IOException e) {
      progress.print("the size of the rows on disk is unknown: " + e);
      return OptionalLong.empty();
    }
  }

  private static String keyspace(String id) {
    return id.replace('-', '_');
  }

  private final class Exact implements Finish {

    private final String group;
    private final BenchProcesses processes;
    private final ResourceMeter meter = new ResourceMeter(cluster, posts);
    private final TweetsTopic tweets = cluster.tweets();
    private final StoredRows stored;
    private long readAllNanos;
    private boolean hasReadAll;
    private int differentWindows;
    private long progressNanos;

    Exact(String id, BenchProcesses processes) {
      this.group = id;
      this.processes = processes;
      this.stored = new StoredRows(cluster.session(), keyspace(id), rows);
    }

    @Override
    public State check() throws IOException {
      if (!hasReadAll) {
        if (tweets.committed(group) < posts) {
          return State.RUNNING;
        }
        hasReadAll = true;
        readAllNanos = System.nanoTime();
        progressNanos = readAllNanos;
        differentWindows = stored.differentWindows();
      }
      if (stored.areEqual()) {
        long end = System.nanoTime();
        Map<Resource, Double> taken = meter.read(processes);
        reportShares();
        String differences = stored.differences();
        if (!differences.isEmpty()) {
          return State.incorrect(differences);
        }
        taken.put(Resource.SETTLING, (end - readAllNanos) / NANOS_PER_SECOND);
        taken.put(Resource.ROWS, (double) rows.values().stream().mapToInt(Map::size).sum());
        bytesOnDisk(group).ifPresent(size -> taken.put(Resource.ROWS_ON_DISK, (double) size));
        resources.add(taken);
        return State.correct(end, "");
      }
      if (stored.differentWindows() < differentWindows) {
        differentWindows = stored.differentWindows();
        progressNanos = System.nanoTime();
      }
      return System.nanoTime() - progressNanos < ROWS_TIMEOUT.toNanos()
          ? State.RUNNING
          : incorrectUnlessEqual();
    }

    /** Compares once more, because the last rows may have become equal in the meantime. */
    private State incorrectUnlessEqual() throws IOException {
      String differences = stored.differences();
      return differences.isEmpty() ? State.RUNNING : State.incorrect(differences);
    }

    /** Prints the CPU time of each instance; a late one may have no partitions assigned. */
    private void reportShares() {
      if (instances > 1) {
        progress.print(
            processes.all().stream()
                .map(each -> String.valueOf(CpuTime.of(each.handle()).toSeconds()))
                .collect(
                    Collectors.joining(", ", group + ": CPU time of the instances in s: ", "")));
      }
    }
  }
}
