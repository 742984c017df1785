package io.evilnet.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.launcher.provision.CassandraRole;
import io.evilnet.launcher.provision.DevelopmentSecrets;
import io.evilnet.launcher.provision.KafkaUser;
import io.evilnet.launcher.provision.TopicUse;
import io.evilnet.launcher.provision.TopicUse.Kind;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.security.Access;
import io.evilnet.platform.security.Secret;
import io.evilnet.platform.settings.HostPort;
import io.evilnet.platform.settings.StreamOptions;
import io.evilnet.platform.topics.TopicSettings;
import io.evilnet.platform.topics.Topics;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Clients of the servers of a secured system, with any credentials. */
record SecuredClients(SecuredSystem system) {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final List<String> TOPICS =
      Topics.definitions(
              new TopicSettings(1, (short) 1, 1, Duration.ofHours(1), Duration.ofHours(1)),
              StreamOptions.APPLICATION_ID)
          .stream()
          .map(NewTopic::name)
          .toList();

  /** First message of a node of Cassandra 4 or newer, for a connection for small messages. */
  private static final byte[] NODE_HANDSHAKE =
      HexFormat.of().parseHex("ca552dfa" + "0c0e0c10" + "7f000002" + "00000000");

  CqlSession session(CassandraRole role) {
    return session(system.secrets().access(role));
  }

  CqlSession session(Access access) {
    return CassandraSessions.openForCommand(
        new CassandraSettings(
            List.of(HostPort.parse("127.0.0.1:" + system.cassandraPort())),
            "datacenter1",
            "evilnet",
            1,
            Duration.ofDays(1),
            access));
  }

  void describeCluster(Access access) throws Exception {
    Map<String, Object> config =
        new KafkaConnection(system.bootstrapServers(), access)
            .with(Map.of(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 60_000));
    try (Admin admin = Admin.create(config)) {
      admin.describeCluster().nodes().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Returns the authorized operations of the users on the topics. */
  Set<TopicUse> allowed(Collection<KafkaUser> users) throws Exception {
    Set<TopicUse> allowed = new HashSet<>();
    for (KafkaUser user : users) {
      try (Admin admin = admin(user)) {
        for (var response :
            admin
                .describeTopics(
                    TOPICS, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues()
                .entrySet()) {
          allowed.addAll(allowed(user, response.getKey(), response.getValue()));
        }
      }
    }
    return allowed;
  }

  private static Set<TopicUse> allowed(
      KafkaUser user, String topic, KafkaFuture<TopicDescription> response) throws Exception {
    try {
      Set<AclOperation> operations =
          response.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS).authorizedOperations();
      return Stream.of(Kind.values())
          .filter(kind -> operations.contains(AclOperation.valueOf(kind.name())))
          .map(kind -> new TopicUse(user, topic, kind))
          .collect(toSet());
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(TopicAuthorizationException.class);
      return Set.of();
    }
  }

  /** Returns the number of records in a topic. */
  long records(String topic) throws Exception {
    try (Admin admin = admin(KafkaUser.ADMIN)) {
      Map<TopicPartition, OffsetSpec> ends =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
              .get(topic)
              .partitions()
              .stream()
              .collect(
                  toMap(
                      partition -> new TopicPartition(topic, partition.partition()),
                      partition -> OffsetSpec.latest()));
      return admin
          .listOffsets(ends)
          .all()
          .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
          .values()
          .stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    }
  }

  private Admin admin(KafkaUser user) {
    return Admin.create(
        new KafkaConnection(system.bootstrapServers(), system.secrets().access(user))
            .with(Map.of(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 60_000)));
  }

  /** Connects to Cassandra's storage port in plaintext and returns the response. */
  byte[] plaintextNodeHandshake() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", system.cassandraStoragePort())) {
      socket.setSoTimeout(Math.toIntExact(TIMEOUT.toMillis()));
      socket.getOutputStream().write(NODE_HANDSHAKE);
      socket.getOutputStream().flush();
      return socket.getInputStream().readAllBytes();
    } catch (SocketException reset) {
      return new byte[0];
    }
  }

  /** Connects to the storage port as a node. */
  void nodeHandshake(SSLContext node) throws IOException {
    handshake(node, system.cassandraStoragePort());
  }

  void write(KafkaUser user, String topic) throws Exception {
    Map<String, Object> config =
        new KafkaConnection(system.bootstrapServers(), system.secrets().access(user))
            .with(Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(topic, "{}".getBytes(UTF_8)))
          .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /**
   * Connects to a controller and awaits its TLS alert, if the client certificate is not trusted.
   */
  void controllerHandshake(SSLContext client) throws IOException {
    handshake(client, system.controllerPort());
  }

  private static void handshake(SSLContext client, int port) throws IOException {
    try (SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(Math.toIntExact(TIMEOUT.toMillis()));
      socket.startHandshake();
      if (socket.getInputStream().read() < 0) {
        throw new SSLException("closed");
      }
    }
  }

  /** Returns the response of an endpoint without authentication. */
  String getUnauthenticated(String address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT).build(),
            BodyHandlers.ofString())
        .body();
  }

  String apiPassword() {
    return Secret.in(system.secrets().password(DevelopmentSecrets.API)).value();
  }

  HttpResponse<String> api(String path, String password) throws IOException, InterruptedException {
    return api(path, password, system.secrets().trusted().context());
  }

  HttpResponse<String> api(String path, String password, SSLContext trusting)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(system.api() + path)).timeout(TIMEOUT);
    if (password != null) {
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(("api:" + password).getBytes(UTF_8)));
    }
    return HttpClient.newBuilder()
        .sslContext(trusting)
        .build()
        .send(request.build(), BodyHandlers.ofString());
  }
}
