package io.evilnet.bench.ingest;

import io.evilnet.core.CountingRules;
import io.evilnet.ingest.place.CityResolution;
import io.evilnet.ingest.place.PlaceSettings;
import io.evilnet.ingest.publish.Compression;
import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.ingest.replay.Replay;
import io.evilnet.ingest.replay.ReplaySettings;
import io.evilnet.ingest.run.Ingest;
import io.evilnet.ingest.run.IngestSettings;
import io.evilnet.ingest.run.StreamSource;
import io.evilnet.ingest.spool.FsyncPolicy;
import io.evilnet.ingest.spool.SpoolSettings;
import io.evilnet.ingest.x.BearerToken;
import io.evilnet.ingest.x.RuleFile;
import io.evilnet.ingest.x.StreamRule;
import io.evilnet.ingest.x.XSettings;
import io.evilnet.launcher.cluster.LocalCluster;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.TopicProvisioner;
import io.evilnet.platform.topics.TopicSettings;
import io.evilnet.platform.topics.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures the throughput from a connection through the spool into Kafka, and from a file by
 * replay, against a plain producer: alternately, to the same topic of two brokers of its own.
 *
 * <p>All are timed until the brokers have all posts: the producer from its first post, ingest from
 * before it connects, replay from before it opens its file, which the page cache holds.
 */
final class IngestBench {

  private static final int PARTITIONS = 6;
  private static final Duration ROUND_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
  private static final Duration DENSE = Duration.ofMinutes(5);
  private static final Duration SPARSE = Duration.ofDays(60);
  private static final String HEAD = "%-7s %12s %12s %6s %12s %6s %12s %6s";
  private static final String ROW = "%-7s %,12.0f %,12.0f %6.2f %,12.0f %6.2f %,12.0f %6.2f";
  private static final double NANOS_PER_SECOND = 1e9;

  private final Path directory;
  private final int posts;
  private final int rounds;
  private final FsyncPolicy fsync;
  private final PrintWriter out;
  private final Posts lines = new Posts();

  /**
   * @param directory data directory of brokers and spool
   * @param posts posts of a round, for each of the ways
   * @param rounds measured rounds, after one for warm-up
   */
  IngestBench(Path directory, int posts, int rounds, FsyncPolicy fsync, PrintWriter out) {
    this.directory = directory;
    this.posts = posts;
    this.rounds = rounds;
    this.fsync = fsync;
    this.out = out;
  }

  /** Starts brokers, measures, and stops them. */
  void run() throws IOException, InterruptedException, ExecutionException {
    try (LocalCluster cluster =
            LocalCluster.in(directory.resolve("cluster")).withoutCassandra().start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      new TopicProvisioner(admin)
          .ensure(
              new TopicSettings(
                  PARTITIONS, (short) 2, 1, Duration.ofHours(1), Duration.ofHours(1)));
      Path dense = archive("dense", DENSE);
      Path sparse = archive("sparse", SPARSE);
      print("%,d posts of %,d bytes a round, fsync %s", posts, lines.meanBytes(), fsync);
      print(
          HEAD, "round", "plain/s", "ingest/s", "ratio", "replay/s", "ratio", "sparse/s", "ratio");
      for (int round = 0; round <= rounds; round++) {
        double plain = rate(admin, () -> sendWithPlainProducer(cluster.bootstrapServers()));
        int number = round;
        double ingest = rate(admin, () -> ingest(cluster.bootstrapServers(), admin, number));
        double replay = rate(admin, () -> replay(cluster.bootstrapServers(), dense));
        double old = rate(admin, () -> replay(cluster.bootstrapServers(), sparse));
        String name = round == 0 ? "warm-up" : Integer.toString(round);
        print(ROW, name, plain, ingest, ingest / plain, replay, replay / plain, old, old / plain);
      }
    }
  }

  /** Returns the throughput in posts per second. */
  private double rate(Admin admin, Sending sending)
      throws IOException, InterruptedException, ExecutionException {
    long before = inKafka(admin);
    long nanos = sending.send();
    long missing = before + posts - inKafka(admin);
    if (missing > 0) {
      throw new IOException("%d posts are missing in Kafka".formatted(missing));
    }
    return posts * NANOS_PER_SECOND / nanos;
  }

  private long sendWithPlainProducer(String bootstrapServers) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "compression.type",
            "lz4",
            "linger.ms",
            5,
            "batch.size",
            128 * 1024,
            "buffer.memory",
            64L * 1024 * 1024);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      long begin = System.nanoTime();
      for (int i = 0; i < posts; i++) {
        var unused =
            producer.send(
                new ProducerRecord<>(Topics.TWEETS.name(), lines.author(i), lines.line(i)));
      }
      producer.flush();
      return System.nanoTime() - begin;
    }
  }

  private long ingest(String bootstrapServers, Admin admin, int round)
      throws IOException, InterruptedException, ExecutionException {
    List<StreamRule> rules = RuleFile.forCountries(List.of("CA"));
    long all = inKafka(admin) + posts;
    CountDownLatch arrived = new CountDownLatch(1);
    ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor();
    try (Flood flood = new Flood(lines, posts, rules);
        Ingest ingest = new Ingest(settings(bootstrapServers, flood.url(), rules, round))) {
      long begin = System.nanoTime();
      CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> read(ingest));
      var unused =
          poller.scheduleWithFixedDelay(
              () -> {
                if (reading.isDone() || inKafka(admin) >= all) {
                  arrived.countDown();
                }
              },
              0,
              POLL_INTERVAL.toMillis(),
              TimeUnit.MILLISECONDS);
      if (!arrived.await(ROUND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("a round exceeded " + ROUND_TIMEOUT);
      }
      return System.nanoTime() - begin;
    } finally {
      poller.shutdownNow();
    }
  }

  private Path archive(String name, Duration span) throws IOException {
    Path file = directory.resolve(name + ".jsonl");
    Posts.archive(file, posts, span);
    return file;
  }

  private static long replay(String bootstrapServers, Path file)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    new Replay(
            new ReplaySettings(
                file.toString(),
                OptionalDouble.empty(),
                "bench",
                publisher(bootstrapServers),
                CountingRules.DEFAULT,
                new PlaceSettings(CityResolution.CONTAINED),
                false))
        .run();
    return System.nanoTime() - begin;
  }

  private static void read(Ingest ingest) {
    try {
      ingest.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private IngestSettings settings(
      String bootstrapServers, String url, List<StreamRule> rules, int round) {
    BearerToken token =
        BearerToken.readAll(Optional.empty(), Map.of(BearerToken.VARIABLE, "bench")).get(0);
    return new IngestSettings(
        "bench",
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        List.of(
            new StreamSource("filtered", new XSettings(url, token, Duration.ofMinutes(10)), rules)),
        Duration.ZERO,
        new SpoolSettings(
            directory.resolve("round-" + round).resolve("spool"),
            64L << 20,
            8L << 30,
            Duration.ofMinutes(15),
            fsync),
        publisher(bootstrapServers),
        new PlaceSettings(CityResolution.CONTAINED),
        Long.MAX_VALUE,
        true);
  }

  private static PublisherSettings publisher(String bootstrapServers) {
    return new PublisherSettings(
        KafkaConnection.open(bootstrapServers), "bench", Compression.LZ4, Duration.ofSeconds(30));
  }

  private static long inKafka(Admin admin) {
    Map<TopicPartition, OffsetSpec> partitions =
        IntStream.range(0, PARTITIONS)
            .mapToObj(number -> new TopicPartition(Topics.TWEETS.name(), number))
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    try {
      return admin.listOffsets(partitions).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } catch (ExecutionException e) {
      throw new IllegalStateException("failed to read the end offsets", e);
    }
  }

  private void print(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  @FunctionalInterface
  private interface Sending {
    /** Sends all posts; returns the time in nanoseconds. */
    long send() throws IOException, InterruptedException, ExecutionException;
  }
}
