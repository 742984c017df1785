package io.evilnet.streams.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.platform.settings.EvilnetCommand;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.streams.testing.Servers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

/** Runs commands against a keyspace of the test. */
@ExtendWith(Servers.Extension.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class CommandFixture {

  static final Instant OLD = Instant.parse("2022-02-28T23:55:00Z");

  final CassandraSettings settings;
  final CqlSession session;
  final StoredRows rows;

  record Result(int exitCode, String out, String err) {}

  CommandFixture(Servers servers, String keyspace) {
    settings = servers.cassandra(keyspace);
    session = CassandraSessions.openForService(settings);
    new Schema(session, settings).ensure();
    rows = new StoredRows(session, keyspace);
  }

  @AfterAll
  void close() {
    session.close();
  }

  final Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Map<String, String> environment =
        Map.of(
            "EVILNET_CASSANDRA",
            "127.0.0.1:" + settings.contactPoints().get(0).getPort(),
            "EVILNET_KEYSPACE",
            settings.keyspace());
    CommandLine commandLine = EvilnetCommand.commandLine(new Main(), environment);
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new Result(commandLine.execute(arguments), out.toString(), err.toString());
  }
}
