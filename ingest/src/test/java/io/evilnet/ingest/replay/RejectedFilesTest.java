package io.evilnet.ingest.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that {@link ReplayInput} rejects. */
class RejectedFilesTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"id":1,"id_str":"1","created_at":"Wed Oct 10 20:19:24 +0000 2018","text":"a"}  | v1.1
          [{"id":1,"id_str":"1","created_at":"Wed Oct 10 20:19:24 +0000 2018","text":"a"}]| v1.1
          id,author_id,created_at                                                         | CSV
          <!DOCTYPE html><html></html>                                                    | HTML
          a text                                                                          | not JSON
          {"name":"package","version":1}                                                  | without posts
          {"data":{"id":"1","text":"a"}}                                                  | tweet.fields
          SQLite format 3\0 and so on                                                     | SQLite
          {"a":\0\0\0}                                                                   | JSON is malformed
          GIF\0\0 and so on                                                               | binary file: export
          %PDF-1.7 and so on                                                              | JSON file
          """)
  void shouldRejectOtherFormatsInOneLine(String text, String kind) throws Exception {
    byte[] content = text.replace("\\0", "\0").getBytes(UTF_8);
    for (Packing packing : Packing.values()) {
      assertRejected(packing.pack(content), kind);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
  void shouldRejectOtherEncodings(String name) throws Exception {
    assertRejected(PostShape.STREAM.write(0, 2).getBytes(Charset.forName(name)), "iconv");
    assertRejected(("\ufeff" + PostShape.STREAM.write(0, 2)).getBytes(UTF_16LE), "UTF-16");
    assertRejected(PostShape.STREAM.write(0, 3).getBytes(ISO_8859_1), "not UTF-8");
  }

  @Test
  void shouldRejectArchivesAndDoubleCompression() throws Exception {
    byte[] posts = PostShape.STREAM.write(0, 3).getBytes(UTF_8);
    assertRejected(Packing.tar(posts), "tar archive");
    assertRejected(Packing.GZIP.pack(Packing.tar(posts)), "tar archive");
    assertRejected(Packing.zip(posts), "archive");
    assertRejected(Packing.GZIP.pack(Packing.GZIP.pack(posts)), "compressed twice");
  }

  @Test
  void shouldRejectFileWithoutPosts() throws Exception {
    for (Packing packing : Packing.values()) {
      assertRejected(packing.pack(new byte[0]), "it contains no posts");
      assertRejected(packing.pack("\n\n".getBytes(UTF_8)), "it contains no posts");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = PostShape.class,
      names = {"PAGE", "PRETTY_FLAT"})
  void shouldReportTruncatedFirstPost(PostShape shape) throws Exception {
    String whole = shape.write(0, 1);
    assertRejected(
        whole.substring(0, whole.length() / 2).getBytes(UTF_8), "JSON ends before the end");
  }

  @Test
  void shouldRejectMissingFileAndDirectory() {
    assertThatThrownBy(() -> ReplayInput.open(directory.resolve("none").toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("file does not exist");
    assertThatThrownBy(() -> ReplayInput.open(directory.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a directory");
  }

  private void assertRejected(byte[] content, String kind) throws IOException {
    Path file = Files.write(directory.resolve("file"), content);
    assertThatThrownBy(() -> ReplayInput.open(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot replay ")
        .hasMessageContaining(kind)
        .hasMessageNotContaining("\n");
  }
}
