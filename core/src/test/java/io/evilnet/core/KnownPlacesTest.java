package io.evilnet.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownPlacesTest {

  private static final String ID = "36775d842cbec509";

  private final KnownPlaces places = new KnownPlaces();

  @Test
  void shouldFindPlaceOnlyIfAllBytesMatch() {
    byte[] line = line(ID, "Montréal");
    add(line, "Montréal");

    assertThat(find(line)).isNotNull();
    assertThat(find(line).place().city().fullName()).isEqualTo("Montréal");
    assertThat(find(line).length()).isEqualTo(line.length - objectFrom() - 1);
    assertThat(find(line(ID, "Montreal"))).isNull();
    assertThat(find(line("46775d842cbec509", "Montréal"))).isNull();
    assertThat(find(java.util.Arrays.copyOf(line, line.length - 2))).isNull();
  }

  @Test
  void shouldDistinguishPlacesWithSameId() {
    List<String> names = List.of("Montréal", "Montreal", "Mont-Royal");
    names.forEach(name -> add(line(ID, name), name));

    for (String name : names) {
      assertThat(find(line(ID, name)).place().city().fullName()).isEqualTo(name);
    }
  }

  @Test
  void shouldEvictPlacesBeyondCapacity() {
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      add(line(id(i), "x"), "x");
    }

    long cached = IntStream.range(0, count).filter(i -> find(line(id(i), "x")) != null).count();
    assertThat(cached).isBetween(14_000L, 16_384L);
    assertThat(find(line(id(count - 1), "x"))).isNotNull();
  }

  @Test
  void shouldNotCacheLongObject() {
    byte[] line = line(ID, "x".repeat(2_000));
    add(line, "x");

    assertThat(find(line)).isNull();
  }

  @Test
  void shouldSupportConcurrentAccess() {
    boolean allEqual =
        IntStream.range(0, 100_000)
            .parallel()
            .allMatch(
                i -> {
                  String name = "city " + i % 5_000 % 700;
                  byte[] line = line(id(i % 700), name);
                  KnownPlaces.Entry entry = find(line);
                  if (entry == null) {
                    add(line, name);
                    return true;
                  }
                  return entry.place().city().fullName().equals(name);
                });

    assertThat(allEqual).isTrue();
  }

  private KnownPlaces.Entry find(byte[] line) {
    return places.find(line, 0, ID.length(), objectFrom());
  }

  private void add(byte[] line, String name) {
    Place place =
        new Place(
            "city",
            new City(new String(line, 0, ID.length(), UTF_8), name, "CA", 0, 0),
            null,
            List.of());
    places.add(line, 0, ID.length(), objectFrom(), line.length - 1, place);
  }

  private static int objectFrom() {
    return ID.length() + 1;
  }

  private static byte[] line(String id, String name) {
    return "%s {\"id\":\"%s\",\"full_name\":\"%s\"} ".formatted(id, id, name).getBytes(UTF_8);
  }

  private static String id(int i) {
    return "%016x".formatted(i * 0x9e37_79b9_7f4a_7c15L);
  }
}
