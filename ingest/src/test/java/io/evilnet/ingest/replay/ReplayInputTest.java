package io.evilnet.ingest.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.ingest.line.RawLine;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayInputTest {

  private static final String LINES = "{\"a\":\"\u00e9\"}\r\n\n{\"b\":2}";

  @TempDir private Path directory;

  @Test
  void shouldReadPlainLinesWhateverEndsThem() throws Exception {
    assertThat(read(LINES.getBytes(UTF_8))).containsExactly("{\"a\":\"\u00e9\"}", "", "{\"b\":2}");
    assertThat(read(new byte[0])).isEmpty();
    assertThat(read(new byte[] {0x1f})).hasSize(1);
  }

  @Test
  void shouldReadGzipByItsFirstBytesAndAllOfItsMembers() throws Exception {
    byte[] twoMembers = concat(gzip("a\nb\n"), gzip("c\n"));
    assertThat(read(twoMembers)).containsExactly("a", "b", "c");
  }

  @Test
  void shouldSayWhenAGzipFileIsCutOff() throws Exception {
    byte[] whole = gzip("line\n".repeat(10_000));
    Path file = write(Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> read(file)).isInstanceOf(EOFException.class);
  }

  @Test
  void shouldTakeTheTextOutOfJsonStrings() throws Exception {
    String lines =
        """
        "{\\"data\\":{\\"text\\":\\"caf\\u00e9 \\\\n\\"}}\\r\\n"
          "x"
        "not closed
        "two" "strings"
        {"an":"object"}
        """;
    assertThat(read(lines.getBytes(UTF_8)))
        .containsExactly(
            "{\"data\":{\"text\":\"caf\u00e9 \\n\"}}",
            "x",
            "\"not closed",
            "\"two\" \"strings\"",
            "{\"an\":\"object\"}");
  }

  @Test
  void shouldReadAnyBytesWithoutFailing() throws Exception {
    byte[] random = new byte[1 << 20];
    new Random(3).nextBytes(random);
    random[0] = 'x';
    assertThat(read(random)).isNotEmpty();
  }

  @Test
  void shouldSayInOneLineWhatIsWrongWithAFile() {
    assertThatThrownBy(() -> ReplayInput.open(directory.resolve("none").toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no file");
    assertThatThrownBy(() -> ReplayInput.open(directory.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a directory");
  }

  @Test
  void shouldSayHowFarItIs() throws Exception {
    Path file = write(LINES.getBytes(UTF_8));
    try (ReplayInput input = ReplayInput.open(file.toString())) {
      assertThat(input.size()).isEqualTo(Files.size(file));
      while (input.next() != null) {
        assertThat(input.position()).isPositive();
      }
      assertThat(input.position()).isEqualTo(input.size());
    }
  }

  private List<String> read(byte[] content) throws IOException {
    return read(write(content));
  }

  private static List<String> read(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    try (ReplayInput input = ReplayInput.open(file.toString())) {
      for (RawLine line = input.next(); line != null; line = input.next()) {
        lines.add(new String(line.bytes(), UTF_8));
      }
    }
    return lines;
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(directory.resolve("file"), content);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
