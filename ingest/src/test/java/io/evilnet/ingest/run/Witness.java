package io.evilnet.ingest.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.ingest.line.LineReader;
import io.evilnet.ingest.line.LineReader.LineEnd;
import io.evilnet.ingest.line.RawLine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import okio.ByteString;
import okio.Okio;

/**
 * A second client of the simulator, on a token of its own, that only writes down what it sees: all
 * clients are handed the same lines.
 */
final class Witness implements AutoCloseable {

  private static final int MAX = 1 << 20;

  private final List<ByteString> lines = Collections.synchronizedList(new ArrayList<>());
  private final InputStream body;

  private Witness(InputStream body) {
    this.body = body;
  }

  static Witness of(int port) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    String stream = "http://127.0.0.1:" + port + "/2/tweets/search/stream";
    String rules = "{\"add\":[{\"value\":\"place_country:CA\"}]}";
    http.send(
        request(stream + "/rules").POST(BodyPublishers.ofString(rules, UTF_8)).build(),
        BodyHandlers.discarding());
    Witness witness =
        new Witness(http.send(request(stream).build(), BodyHandlers.ofInputStream()).body());
    Thread thread = new Thread(witness::read, "witness");
    thread.setDaemon(true);
    thread.start();
    return witness;
  }

  /** What it has seen so far, keep-alives left out. */
  List<ByteString> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer witness");
  }

  private void read() {
    LineReader reader = new LineReader(Okio.buffer(Okio.source(body)), LineEnd.CRLF, MAX, () -> {});
    try {
      for (RawLine line = reader.next(); line != null; line = reader.next()) {
        if (line.length() > 0) {
          lines.add(ByteString.of(line.bytes()));
        }
      }
    } catch (IOException e) {
      // Closed: what was seen is what counts.
      return;
    }
  }
}
