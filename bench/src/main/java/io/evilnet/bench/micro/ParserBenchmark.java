package io.evilnet.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evilnet.bench.baseline.FieldReader;
import io.evilnet.core.StreamLine;
import io.evilnet.core.TweetParser;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.PostGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parsing of a post: the project's parser, Jackson's streaming parser, and Jackson's tree. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ParserBenchmark {

  /** More than fits into the cache of a core. */
  private static final int POSTS = 4_096;

  private static final int POSTS_PER_SECOND = 5_000;

  private final byte[][] posts = new byte[POSTS][];
  private final TweetParser parser = new TweetParser();
  private final FieldReader fields = new FieldReader();
  private final ObjectMapper tree = new JsonMapper();
  private int next;

  /** Generates the same posts for each run. */
  public ParserBenchmark() {
    PostGenerator generator = new PostGenerator(GeneratorSettings.of(1, POSTS_PER_SECOND));
    Instant now = Instant.parse("2026-11-20T14:00:00Z");
    for (int i = 0; i < POSTS; i++) {
      posts[i] = generator.next(now.plusMillis(i * 1_000L / POSTS_PER_SECOND));
    }
  }

  @Benchmark
  public StreamLine parser() {
    return parser.parse(post());
  }

  @Benchmark
  public double jacksonStreaming() throws IOException {
    fields.read(post());
    return fields.checksum();
  }

  @Benchmark
  public JsonNode jacksonTree() throws IOException {
    return tree.readTree(post());
  }

  private byte[] post() {
    next = (next + 1) % POSTS;
    return posts[next];
  }
}
