package io.evilnet.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.contract.Arrival;
import io.evilnet.contract.Post;
import io.evilnet.launcher.cluster.FreePorts;
import io.evilnet.launcher.cluster.LocalCluster;
import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.cluster.Spark;
import io.evilnet.launcher.cluster.SparkJob;
import io.evilnet.launcher.cluster.WorkerResources;
import io.evilnet.launcher.process.HttpHealth;
import io.evilnet.launcher.process.JavaCommand;
import io.evilnet.launcher.process.Port;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.platform.topics.TopicProvisioner;
import io.evilnet.platform.topics.TopicSettings;
import io.evilnet.platform.topics.Topics;
import io.evilnet.platform.topics.TweetHeaders;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/**
 * Kafka, Cassandra and standalone Spark clusters, shared by the integration tests, and jobs that
 * are submitted to Spark. A test declares a parameter of this type.
 */
final class Installation implements AutoCloseable {

  static final String WORKER = Spark.worker(1);
  private static final int PARTITIONS = 3;
  private static final TopicSettings TOPICS =
      new TopicSettings(PARTITIONS, (short) 1, 1, Duration.ofHours(24), Duration.ofHours(24));

  /** Lines that the JVM prints about options in the environment; not output of the job. */
  private static final Pattern JVM_NOTE =
      Pattern.compile("(?m)^Picked up JAVA_TOOL_OPTIONS: .*\\R");

  /** The exit code and output of a finished job. */
  record Result(int exitCode, String output) {}

  private final Path directory;
  private final Spark spark;
  private final LocalCluster cluster;
  private final CassandraSettings settings;
  private final CqlSession session;
  private final Map<String, String> environment = new HashMap<>();

  Installation() throws IOException {
    this.directory = Files.createTempDirectory(Path.of("target"), "installation-").toAbsolutePath();
    RunDirectory run = new RunDirectory(directory);
    FreePorts free = new FreePorts();
    this.spark = new Spark(Project.find(), run, ports(free), ports(free), sparkSecret());
    this.cluster =
        LocalCluster.in(directory)
            .brokers(1)
            .with(spark.master())
            .with(spark.worker(1, WorkerResources.SMALL))
            .start();
    this.settings = settings("evilnet");
    this.session = CassandraSessions.openForCommand(settings);
  }

  /** Creates the keyspace and the topic of the posts again, empty. */
  void reset() throws Exception {
    environment.clear();
    session.execute("DROP KEYSPACE IF EXISTS " + settings.keyspace());
    new Schema(session, settings).ensure();
    recreateTopic();
  }

  /** Returns the port of the master, which is followed by that of the worker. */
  private static Port ports(FreePorts free) {
    return new Port("a free port", free.row(2));
  }

  CqlSession session() {
    return session;
  }

  LocalCluster cluster() {
    return cluster;
  }

  private Path sparkSecret() {
    return new RunDirectory(directory).run("spark.password");
  }

  /** Returns the number of executors that the worker has started. */
  long executors() throws IOException {
    Path work = new RunDirectory(directory).data(WORKER);
    if (!Files.isDirectory(work)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(work, 3)) {
      return files.filter(file -> file.getFileName().toString().equals("stdout")).count();
    }
  }

  /** Produces posts in the format of ingest, keyed by author. */
  void produce(List<Post> posts) throws Exception {
    send(Rows.arrivals(posts));
  }

  /** Produces records in the format of ingest, with the header of a resolved city. */
  void send(List<Arrival> arrivals) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.bootstrapServers(), "linger.ms", 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<?>> sent = new ArrayList<>();
      for (Arrival arrival : arrivals) {
        ProducerRecord<byte[], byte[]> post =
            new ProducerRecord<>(
                Topics.TWEETS.name(),
                Long.toString(arrival.author()).getBytes(UTF_8),
                arrival.line().getBytes(UTF_8));
        if (arrival.city() != null) {
          post.headers().add(TweetHeaders.CITY, arrival.city().getBytes(UTF_8));
        }
        sent.add(producer.send(post));
      }
      for (Future<?> send : sent) {
        send.get(30, SECONDS);
      }
    }
  }

  /** Deletes all records, to simulate retention. */
  void expireEverything() throws Exception {
    try (Admin admin = admin()) {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      for (int i = 0; i < PARTITIONS; i++) {
        all.put(new TopicPartition(Topics.TWEETS.name(), i), RecordsToDelete.beforeOffset(-1));
      }
      admin.deleteRecords(all).all().get(30, SECONDS);
    }
  }

  /** Sets an environment variable of subsequently started processes. */
  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** Deletes and recreates the topic of the posts. */
  void recreateTopic() throws Exception {
    try (Admin admin = admin()) {
      Set<String> existing = admin.listTopics().names().get(30, SECONDS);
      existing.retainAll(Set.of(Topics.TWEETS.name()));
      admin.deleteTopics(existing).all().get(30, SECONDS);
      Awaitility.await()
          .atMost(30, SECONDS)
          .until(() -> !admin.listTopics().names().get().contains(Topics.TWEETS.name()));
      new TopicProvisioner(admin).ensure(TOPICS);
    }
  }

  /** Returns true if a consumer group has no members. */
  boolean isEmpty(String group) throws Exception {
    try (Admin admin = admin()) {
      return admin
          .describeConsumerGroups(List.of(group))
          .all()
          .get(30, SECONDS)
          .get(group)
          .members()
          .isEmpty();
    }
  }

  /** Starts streams-app and waits until it is ready. */
  Process startStream() throws Exception {
    URI address = URI.create("http://127.0.0.1:" + new FreePorts().next());
    JavaCommand java =
        new JavaCommand(
            Project.find().applicationClasspath("streams-app"),
            List.of("-Xmx512m"),
            "io.evilnet.streams.cli.Main",
            List.of("run"));
    ProcessBuilder builder = new ProcessBuilder(java.line());
    builder.environment().putAll(java.environment());
    setServerAddresses(builder);
    builder
        .environment()
        .put("EVILNET_DATA_DIR", new RunDirectory(directory).data("streams-app").toString());
    builder.environment().put("EVILNET_STREAMS_HTTP", address.getAuthority());
    builder.environment().put("EVILNET_TWEETS_PARTITIONS", Integer.toString(PARTITIONS));
    builder.environment().put("EVILNET_REPLICATION_FACTOR", "1");
    builder.redirectErrorStream(true);
    builder.redirectOutput(Path.of("target", "streams-app.log").toFile());
    Process process = builder.start();
    HttpHealth health = new HttpHealth(address.resolve("/health/ready"));
    Awaitility.await()
        .atMost(90, SECONDS)
        .failFast("streams-app has terminated", () -> !process.isAlive())
        .until(health::isReady);
    return process;
  }

  /** Submits a job and waits for its end. */
  Result run(Path report, String... arguments) throws Exception {
    return await(start(report, arguments), report);
  }

  Process start(Path report, String... arguments) throws IOException {
    return startAt(spark.masterUrl(), report, arguments);
  }

  /** Submits a job to another master. */
  Process startAt(String masterUrl, Path report, String... arguments) throws IOException {
    return startAs(Optional.of(sparkSecret()), masterUrl, report, arguments);
  }

  /** Submits a job without the secret of the cluster. */
  Process startWithoutSecret(Path report, String... arguments) throws IOException {
    return startAs(Optional.empty(), spark.masterUrl(), report, arguments);
  }

  private Process startAs(Optional<Path> secret, String masterUrl, Path report, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add("--report=" + report);
    ProcessBuilder builder =
        new SparkJob(Project.find(), new RunDirectory(directory), "127.0.0.1", secret)
            .process(masterUrl, 512, command);
    setServerAddresses(builder);
    builder.redirectErrorStream(true);
    Files.createDirectories(report);
    builder.redirectOutput(report.resolve("output").toFile());
    return builder.start();
  }

  private void setServerAddresses(ProcessBuilder builder) {
    builder.environment().putAll(environment);
    builder.environment().put("EVILNET_BOOTSTRAP_SERVERS", cluster.bootstrapServers());
    builder
        .environment()
        .put("EVILNET_CASSANDRA", "127.0.0.1:" + cluster.cassandraContactPoint().getPort());
  }

  static Result await(Process job, Path report) throws Exception {
    if (!job.waitFor(240, SECONDS)) {
      job.destroyForcibly().waitFor();
    }
    return new Result(
        job.exitValue(),
        JVM_NOTE.matcher(Files.readString(report.resolve("output"))).replaceAll(""));
  }

  private CassandraSettings settings(String keyspace) {
    return new CassandraSettings(
        List.of(cluster.cassandraContactPoint()), "datacenter1", keyspace, 1, Duration.ofDays(1));
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
  }

  @Override
  public void close() {
    session.close();
    cluster.close();
  }
}
