package io.evilnet.ingest.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.Place;
import io.evilnet.core.TweetParser;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the known cities, loaded after a restart: one line of JSON per city, of which the
 * last one with an id is valid. Losing it only delays the resolution of places.
 */
final class CityFile {

  private static final Logger LOG = LoggerFactory.getLogger(CityFile.class);

  private final Path path;
  private boolean failing;

  CityFile(Path path) {
    this.path = path;
  }

  /** Adds the cities of earlier processes, and removes replaced lines from the file. */
  void load(KnownCities cities) {
    if (!Files.exists(path)) {
      return;
    }
    TweetParser parser = new TweetParser();
    try {
      // Invalid bytes are replaced, so that only the affected lines are lost.
      new String(Files.readAllBytes(path), UTF_8)
          .lines()
          .forEach(
              line -> {
                Place place = parser.place(line.getBytes(UTF_8));
                if (place != null && place.isCity()) {
                  cities.add(place);
                }
              });
      rewrite(cities);
    } catch (IOException e) {
      LOG.warn("Failed to read the cities in {}, continuing with those read so far", path, e);
    }
  }

  private void rewrite(KnownCities cities) throws IOException {
    Path next = path.resolveSibling(path.getFileName() + ".next");
    Files.write(next, cities.all().stream().map(KnownCity::json).toList(), UTF_8);
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Appends a city. */
  synchronized void append(KnownCity city) {
    try (BufferedWriter out =
        Files.newBufferedWriter(
            path, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(city.json() + "\n");
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn(
            "Failed to store a city, it is kept in memory until the next restart: {}",
            e.toString());
      }
      failing = true;
    }
  }
}
