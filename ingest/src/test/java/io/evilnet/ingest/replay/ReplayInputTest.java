package io.evilnet.ingest.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.Malformed;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import io.evilnet.ingest.replay.ReplayLines.ParsedLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayInputTest {

  private static final int MIXES = 60;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(PostShape.class)
  void shouldReadEveryPostOfEveryShape(PostShape shape) throws Exception {
    assertThat(tweets(shape.write(0, 7).getBytes(UTF_8))).isEqualTo(PostShape.tweets(0, 7));
    assertThat(tweets(("\ufeff" + shape.write(0, 1)).getBytes(UTF_8)))
        .isEqualTo(PostShape.tweets(0, 1));
  }

  @Test
  void shouldReadSamePostsFromAnyMixOfShapesAndCompressions() throws Exception {
    for (int seed = 0; seed < MIXES; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      int posts = 0;
      for (int part = random.nextInt(1, 6); part > 0; part--) {
        int more = random.nextInt(1, 5);
        PostShape shape = PostShape.values()[random.nextInt(PostShape.values().length)];
        text.append(shape.write(posts, posts + more)).append(random.nextBoolean() ? "\n" : "\r\n");
        posts += more;
      }
      Packing packing = Packing.values()[random.nextInt(Packing.values().length)];

      assertThat(tweets(packing.pack(text.toString().getBytes(UTF_8))))
          .as("seed %d, %s: %s", seed, packing, text)
          .isEqualTo(PostShape.tweets(0, posts));
    }
  }

  @Test
  void shouldNotChangeLinesOfStream() throws Exception {
    String lines =
        """
        { "data" : {"id":"1","author_id":"2","created_at":"2026-11-20T14:00:00Z","x":1.0e0 } }

        {"errors":[{"title":"operational-disconnect"}]}
        {"data":{"id":"2"}}
        {}
        """;
    assertThat(texts(read(lines.getBytes(UTF_8)))).isEqualTo(lines.lines().toList());
  }

  @Test
  void shouldReadPageAboveMaximumLineLength() throws Exception {
    byte[] page = PostShape.PAGE_IN_A_LINE.write(0, 9_000).getBytes(UTF_8);

    assertThat(page).hasSizeGreaterThan(1024 * 1024);
    assertThat(tweets(page)).isEqualTo(PostShape.tweets(0, 9_000));
    assertThat(tweets(PostShape.ARRAY_IN_A_LINE.write(0, 9_000).getBytes(UTF_8)))
        .isEqualTo(PostShape.tweets(0, 9_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "{\"data\":",
        "[{\"id\":\"1\"",
        "]",
        "{\"data\":{\"text\":\"a",
        "17",
        "[1]"
      })
  void shouldCreateOneDeadLetterPerMalformedLine(String malformed) throws Exception {
    for (PostShape shape : List.of(PostShape.STREAM, PostShape.PAGE_IN_A_LINE, PostShape.FLAT)) {
      String text =
          shape.write(0, 3)
              + "\n"
              + malformed
              + "\n"
              + shape.write(3, 6)
              + "\n"
              + shape.write(6, 7);
      List<ParsedLine> lines = read(text.getBytes(UTF_8));

      assertThat(tweetsOf(lines)).as(text).isEqualTo(PostShape.tweets(0, 7));
      assertThat(lines).filteredOn(line -> line.parsed() instanceof Malformed).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = PostShape.class,
      names = {"ARRAY_IN_A_LINE", "ARRAY_OF_FLAT", "PAGE_IN_A_LINE", "STREAM_WITHOUT_LINE_ENDS"})
  void shouldCountIncompleteDocuments(PostShape shape) throws Exception {
    String whole = shape.write(1, 9);
    String malformed = whole.substring(0, whole.length() * 3 / 5);
    String text =
        PostShape.STREAM.write(0, 1) + "\n" + malformed + "\n" + PostShape.STREAM.write(9, 10);
    List<StreamLine> tweets = new ArrayList<>();
    try (ReplayInput input = ReplayInput.open(write(text.getBytes(UTF_8)).toString())) {
      for (ParsedLine line = input.next(); line != null; line = input.next()) {
        tweets.add(line.parsed());
      }
      assertThat(input.brokenDocuments()).isOne();
    }
    assertThat(tweets).startsWith(PostShape.tweets(0, 1).get(0));
    assertThat(tweets).endsWith(PostShape.tweets(9, 10).get(0));
    assertThat(tweets).filteredOn(Malformed.class::isInstance).hasSize(1);
    // The places of a page's posts are at its end.
    assertThat(tweets.size() > 4).isEqualTo(shape != PostShape.PAGE_IN_A_LINE);
  }

  @Test
  void shouldReadPostsNextToNonObjects() throws Exception {
    String text =
        "[" + PostShape.STREAM.write(0, 1) + ",null," + PostShape.STREAM.write(1, 2) + "]";
    List<ParsedLine> lines = read(text.getBytes(UTF_8));

    assertThat(tweetsOf(lines)).isEqualTo(PostShape.tweets(0, 2));
    assertThat(lines).hasSize(3);
  }

  @Test
  void shouldResumeAfterIncompletePrettyPrintedDocument() throws Exception {
    String whole = PostShape.PAGE.write(0, 3);
    String text = whole.substring(0, whole.length() / 2) + "\n" + PostShape.PAGE.write(3, 5);
    String complete = PostShape.PAGE.write(5, 6) + "\n";
    List<ParsedLine> lines = read((complete + text).getBytes(UTF_8));

    assertThat(tweetsOf(lines).subList(0, 1)).isEqualTo(PostShape.tweets(5, 6));
    assertThat(tweetsOf(lines)).endsWith(PostShape.tweets(3, 5).toArray(StreamLine[]::new));
    assertThat(lines).filteredOn(line -> line.parsed() instanceof Malformed).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Packing.class,
      names = {"GZIP", "ZSTD", "BZIP2", "XZ"})
  void shouldReadPostsBeforeTruncationAndReportIt(Packing packing) throws Exception {
    byte[] whole = packing.pack(PostShape.STREAM.write(0, 20_000).getBytes(UTF_8));
    Path file = write(Arrays.copyOf(whole, whole.length * 9 / 10));
    List<StreamLine> tweets = new ArrayList<>();
    try (ReplayInput input = ReplayInput.open(file.toString())) {
      assertThatThrownBy(
              () -> {
                for (ParsedLine line = input.next(); line != null; line = input.next()) {
                  tweets.add(line.parsed());
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is truncated");
    }
    assertThat(tweets).hasSizeGreaterThan(5_000);
    assertThat(tweets).isEqualTo(PostShape.tweets(0, tweets.size()));
  }

  @Test
  void shouldReadGzipFilePaddedWithZeros() throws Exception {
    byte[] first = Packing.GZIP.pack(PostShape.STREAM.write(0, 3).concat("\n").getBytes(UTF_8));
    byte[] second = Packing.GZIP.pack(PostShape.STREAM.write(3, 5).concat("\n").getBytes(UTF_8));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(first);
    file.writeBytes(new byte[100]);
    file.writeBytes(second);
    file.writeBytes(new byte[512]);
    assertThat(tweets(file.toByteArray())).isEqualTo(PostShape.tweets(0, 5));

    file.write('x');
    List<ParsedLine> lines = new ArrayList<>();
    assertThatThrownBy(() -> read(file.toByteArray(), lines)).hasMessageContaining("corrupt");
    assertThat(tweetsOf(lines)).isEqualTo(PostShape.tweets(0, 5));
    assertThat(lines).hasSize(5);
  }

  /** The member exceeds the read buffer, which contains earlier bytes at its end. */
  @Test
  void shouldReadGzipFileUpToTrailingGarbage() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(
        Packing.GZIP.pack(PostShape.STREAM.write(0, 2_000).concat("\n").getBytes(UTF_8)));
    file.write('\n');

    List<ParsedLine> lines = new ArrayList<>();
    assertThatThrownBy(() -> read(file.toByteArray(), lines)).hasMessageContaining("corrupt");
    assertThat(lines).hasSize(2_000);
  }

  @Test
  void shouldReadStreamWithMalformedFirstLines() throws Exception {
    String malformed = "{\"\u00ff\u00c0\":1}\n{\"data\":{\"id\":\"\u00fe\"}}\n";
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(malformed.getBytes(ISO_8859_1));
    content.writeBytes("{\"data\":{\"id\":\"1\",\"author_id\":\"2\",".getBytes(UTF_8));
    content.writeBytes("\"created_at\":\"2026-11-20T14:00:00Z\"}}\n".getBytes(UTF_8));

    List<ParsedLine> lines = read(content.toByteArray());
    assertThat(lines).hasSize(3);
    assertThat(tweetsOf(lines)).hasSize(1);
  }

  @Test
  void shouldReadArrayElementsWithoutBrackets() throws Exception {
    for (PostShape shape : List.of(PostShape.STREAM, PostShape.PAGE_IN_A_LINE, PostShape.FLAT)) {
      String text = shape.write(0, 1) + ",\n" + shape.write(1, 2) + ",\r\n" + shape.write(2, 3);
      assertThat(tweets(text.getBytes(UTF_8))).isEqualTo(PostShape.tweets(0, 3));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = PostShape.class,
      names = {"ARRAY_IN_A_LINE", "ARRAY_OF_FLAT"})
  void shouldReadArrayWithTrailingComma(PostShape shape) throws Exception {
    String text = shape.write(0, 3).strip().replaceFirst("]$", ",]");
    try (ReplayInput input = ReplayInput.open(write(text.getBytes(UTF_8)).toString())) {
      List<StreamLine> tweets = new ArrayList<>();
      for (ParsedLine line = input.next(); line != null; line = input.next()) {
        tweets.add(line.parsed());
      }
      assertThat(tweets).isEqualTo(PostShape.tweets(0, 3));
      assertThat(input.brokenDocuments()).isZero();
    }
  }

  @Test
  void shouldReadPostsAroundLineOfZeroBytes() throws Exception {
    String text = PostShape.STREAM.write(0, 1) + "\n\0\0\0\0\n" + PostShape.STREAM.write(1, 2);
    List<ParsedLine> lines = read(text.getBytes(UTF_8));

    assertThat(tweetsOf(lines)).isEqualTo(PostShape.tweets(0, 2));
    assertThat(lines).hasSize(3);
  }

  @Test
  void shouldReportPosition() throws Exception {
    Path file = write(PostShape.STREAM.write(0, 3).getBytes(UTF_8));
    try (ReplayInput input = ReplayInput.open(file.toString())) {
      assertThat(input.size()).isEqualTo(Files.size(file));
      while (input.next() != null) {
        assertThat(input.position()).isPositive();
      }
      assertThat(input.position()).isEqualTo(input.size());
    }
  }

  private List<StreamLine> tweets(byte[] content) throws IOException {
    List<ParsedLine> lines = read(content);
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.parsed()).isNotInstanceOf(Malformed.class));
    return tweetsOf(lines);
  }

  private static List<StreamLine> tweetsOf(List<ParsedLine> lines) {
    return lines.stream().map(ParsedLine::parsed).filter(Tweet.class::isInstance).toList();
  }

  private static List<String> texts(List<ParsedLine> lines) {
    return lines.stream().map(line -> new String(line.line().bytes(), UTF_8)).toList();
  }

  private List<ParsedLine> read(byte[] content) throws IOException {
    List<ParsedLine> lines = new ArrayList<>();
    read(content, lines);
    return lines;
  }

  private void read(byte[] content, List<ParsedLine> lines) throws IOException {
    try (ReplayInput input = ReplayInput.open(write(content).toString())) {
      for (ParsedLine line = input.next(); line != null; line = input.next()) {
        lines.add(line);
      }
    }
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(directory.resolve("file"), content);
  }
}
