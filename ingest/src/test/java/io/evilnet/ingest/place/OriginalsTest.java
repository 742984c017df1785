package io.evilnet.ingest.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.SnowflakeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginalsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration RETENTION = Duration.ofHours(2);
  private static final String MONTREAL = "36775d842cbec509";
  private static final String TORONTO = "00797791ff9c0e4c";
  private static final long POST = at(0);

  @TempDir private Path directory;
  private Instant now = NOON;

  @Test
  void shouldReturnCityOfPost() {
    Originals originals = open(100);
    originals.add(POST, MONTREAL);
    originals.add(POST + 1, TORONTO);
    originals.add(POST, TORONTO); // a redelivery, of a place that X has changed

    assertThat(originals.cityOf(POST)).isEqualTo(MONTREAL);
    assertThat(originals.cityOf(POST + 1)).isEqualTo(TORONTO);
    assertThat(originals.cityOf(POST + 2)).isNull();
    assertThat(originals.cityOf(0)).isNull();
  }

  @Test
  void shouldIgnoreCitiesWithInvalidIds() {
    Originals originals = open(100);
    for (String id :
        List.of("", "montreal", "36775D842CBEC509", "775d842cbec509", "0".repeat(16))) {
      originals.add(POST, id);
    }

    assertThat(originals.cityOf(POST)).isNull();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void shouldEvictHoursAfterRetention() throws IOException {
    Originals originals = open(100);
    originals.add(at(0), MONTREAL);
    originals.add(at(1), MONTREAL);
    now = NOON.plus(RETENTION);
    originals.add(at(2), MONTREAL);
    assertThat(originals.cityOf(at(0))).isEqualTo(MONTREAL);

    now = now.plus(Duration.ofHours(1)); // without a post
    assertThat(originals.cityOf(at(0))).isNull();
    assertThat(files()).hasSize(2);
    originals.add(at(3), MONTREAL);
    originals.add(at(0) + 1, MONTREAL);

    assertThat(originals.cityOf(at(0))).isNull();
    assertThat(originals.cityOf(at(0) + 1)).isNull();
    assertThat(originals.cityOf(at(1))).isEqualTo(MONTREAL);
    assertThat(files()).hasSize(3);
  }

  @Test
  void shouldEvictOldestHourWhenFull() throws IOException {
    Originals originals = open(3);
    now = NOON.plus(RETENTION);
    originals.add(at(1), MONTREAL);
    originals.add(at(0), MONTREAL);
    originals.add(at(0) + 1, MONTREAL);
    originals.add(at(1) + 1, TORONTO);

    assertThat(originals.cityOf(at(0))).isNull();
    assertThat(originals.cityOf(at(0) + 1)).isNull();
    assertThat(originals.cityOf(at(1))).isEqualTo(MONTREAL);
    assertThat(originals.cityOf(at(1) + 1)).isEqualTo(TORONTO);
    assertThat(files()).hasSize(1);

    originals.add(at(1) + 2, TORONTO);
    originals.add(at(1) + 3, TORONTO); // too many in an hour
    assertThat(originals.cityOf(at(1))).isEqualTo(MONTREAL);
    assertThat(originals.cityOf(at(1) + 3)).isNull();
  }

  @Test
  void shouldDeleteHourFilesOnly() throws IOException {
    Files.writeString(directory.resolve("notes.txt"), "not an hour");
    open(100).add(POST, MONTREAL);

    Originals.delete(directory);

    assertThat(files()).isEmpty();
    assertThat(directory.resolve("notes.txt")).exists();
  }

  @Test
  void shouldNotEvictForFutureId() {
    Originals originals = open(100);
    originals.add(POST, MONTREAL);
    originals.add(at(48), TORONTO);

    assertThat(originals.cityOf(POST)).isEqualTo(MONTREAL);
    assertThat(originals.cityOf(at(48))).isNull();
  }

  @Test
  void shouldLoadPostsAfterRestart() throws IOException {
    Originals originals = open(100);
    originals.add(at(0), MONTREAL);
    originals.add(at(0) + 1, TORONTO);
    originals.add(at(-1), TORONTO);
    // A record that is cut off by the end of a process, and one that is damaged.
    Path file = files().get(1);
    Files.write(file, new byte[16 + 7], StandardOpenOption.APPEND);
    Files.writeString(directory.resolve("notes.txt"), "not an hour");

    originals = open(100);
    originals.add(at(0) + 2, MONTREAL);
    originals = open(100);

    assertThat(originals.cityOf(at(0))).isEqualTo(MONTREAL);
    assertThat(originals.cityOf(at(0) + 1)).isEqualTo(TORONTO);
    assertThat(originals.cityOf(at(0) + 2)).isEqualTo(MONTREAL);
    assertThat(originals.cityOf(at(-1))).isEqualTo(TORONTO);
    assertThat(Files.size(file)).isEqualTo(4 * 16);
  }

  @Test
  void shouldEvictExpiredPostsAfterRestart() throws IOException {
    open(100).add(POST, MONTREAL);
    now = NOON.plus(Duration.ofHours(4));

    assertThat(open(100).cityOf(POST)).isNull();
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldContinueWithoutWritableDirectory() throws IOException {
    directory = Files.createFile(directory.resolve("file")).resolve("originals");
    Originals originals = open(100);
    originals.add(POST, MONTREAL);
    originals.add(POST + 1, MONTREAL);

    assertThat(originals.cityOf(POST + 1)).isEqualTo(MONTREAL);
  }

  private Originals open(int maxPosts) {
    return new Originals(RETENTION, maxPosts, directory, () -> now);
  }

  /** Returns the files of hours, oldest first. */
  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> !file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  /** Returns an id some hours after noon. */
  private static long at(int hours) {
    return SnowflakeId.of(NOON.plus(Duration.ofHours(hours)), 0);
  }
}
