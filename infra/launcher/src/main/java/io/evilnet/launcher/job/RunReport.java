package io.evilnet.launcher.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.evilnet.launcher.cluster.SparkJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers of the report of a run.
 *
 * @param hasCompared true if there is a report: a run that compared nothing writes none
 * @param different differing rows
 * @param written rows that were repaired
 * @param uncounted windows that were skipped, as the stream had yet to count posts of them
 */
public record RunReport(boolean hasCompared, long different, long written, long uncounted) {

  static final RunReport NONE = new RunReport(false, 0, 0, 0);

  private static final Logger LOG = LoggerFactory.getLogger(RunReport.class);

  /** Reads the report in a directory. */
  public static RunReport in(Path directory) {
    Path file = directory.resolve(SparkJob.REPORT);
    if (!Files.exists(file)) {
      return NONE;
    }
    try {
      return read(file);
    } catch (IOException e) {
      LOG.error("cannot read {}", file, e);
      return NONE;
    }
  }

  /** Returns true if the run has compared all windows of its range that it could count. */
  public boolean isComplete() {
    return hasCompared && uncounted == 0;
  }

  /** Reads token by token: the differences of a report can exceed the heap. */
  private static RunReport read(Path report) throws IOException {
    long different = 0;
    long written = 0;
    long uncounted = 0;
    try (JsonParser json = new JsonFactory().createParser(report.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String object = json.currentName();
        boolean isRead = object.equals("rows") || object.equals("windows");
        json.nextToken();
        while (isRead && json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName();
          long number = json.nextLongValue(0);
          switch (field) {
            case "wrong", "missing", "extra" -> different += number;
            case "written" -> written = number;
            case "uncounted" -> uncounted = number;
            default -> {}
          }
        }
        json.skipChildren();
      }
    }
    return new RunReport(true, different, written, uncounted);
  }
}
