package io.evilnet.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.infra.schema.CassandraSessions;
import io.evilnet.infra.security.Access;
import io.evilnet.infra.security.CassandraRole;
import io.evilnet.infra.security.DevelopmentSecrets;
import io.evilnet.infra.security.KafkaUser;
import io.evilnet.infra.security.Secret;
import io.evilnet.infra.settings.CassandraSettings;
import io.evilnet.infra.settings.HostPort;
import io.evilnet.infra.settings.KafkaConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What asks the servers of a secured system, as anybody. */
record SecuredClients(SecuredSystem system) {
  private static final Duration BOUND = Duration.ofSeconds(90);

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

  void askKafka(Access access) throws Exception {
    Map<String, Object> config =
        new KafkaConnection(system.bootstrapServers(), access)
            .with(Map.of(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 60_000));
    try (Admin admin = Admin.create(config)) {
      admin.describeCluster().nodes().get(BOUND.toSeconds(), TimeUnit.SECONDS);
    }
  }

  void write(KafkaUser user, String topic) throws Exception {
    Map<String, Object> config =
        new KafkaConnection(system.bootstrapServers(), system.secrets().access(user))
            .with(Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(topic, "{}".getBytes(UTF_8)))
          .get(BOUND.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** What a voter says first to somebody who says nothing: an alert, if it does not know him. */
  void greetVoter(SSLContext client) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", system.controllerPort())) {
      socket.setSoTimeout(Math.toIntExact(BOUND.toMillis()));
      socket.startHandshake();
      if (socket.getInputStream().read() < 0) {
        throw new SSLException("closed");
      }
    }
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
        HttpRequest.newBuilder(URI.create(system.api() + path)).timeout(BOUND);
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
