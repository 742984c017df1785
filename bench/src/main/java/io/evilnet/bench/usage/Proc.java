package io.evilnet.bench.usage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counters of Linux's {@code /proc} (man page proc(5)). Values are empty if the process has
 * terminated, or if its files are not readable.
 */
public record Proc(Path root) {

  public static final Proc SYSTEM = new Proc(Path.of("/proc"));

  private static final Pattern FIELD =
      Pattern.compile("^(\\w+):\\s*(\\d+)( kB)?$", Pattern.MULTILINE);
  private static final Pattern LOOPBACK =
      Pattern.compile("^\\s*lo:\\s*(\\d+)\\s", Pattern.MULTILINE);
  private static final long KIB = 1_024;

  /**
   * Returns the proportional set size of a process in bytes, in which pages shared by n processes
   * count 1/n; the resident set size if only that is readable.
   */
  public OptionalLong memory(long pid) {
    Long shared = fields(pid, "smaps_rollup").get("Pss");
    return optional(shared == null ? fields(pid, "status").get("VmRSS") : shared);
  }

  /** Returns the peak resident set size of a process in bytes. */
  public OptionalLong peakMemory(long pid) {
    return optional(fields(pid, "status").get("VmHWM"));
  }

  /** Returns the disk traffic of a process, including that of children it has waited for. */
  public Optional<DiskTraffic> disk(long pid) {
    Map<String, Long> io = fields(pid, "io");
    Long read = io.get("read_bytes");
    Long written = io.get("write_bytes");
    return read == null || written == null
        ? Optional.empty()
        : Optional.of(new DiskTraffic(read, written));
  }

  /** Returns the bytes received on the loopback interface, which equal those sent. */
  public OptionalLong loopback() {
    Matcher line = LOOPBACK.matcher(text(root.resolve("net").resolve("dev")));
    return line.find() ? OptionalLong.of(Long.parseLong(line.group(1))) : OptionalLong.empty();
  }

  private Map<String, Long> fields(long pid, String file) {
    Map<String, Long> fields = new HashMap<>();
    Matcher lines = FIELD.matcher(text(root.resolve(Long.toString(pid)).resolve(file)));
    while (lines.find()) {
      long unit = lines.group(3) == null ? 1 : KIB;
      fields.put(lines.group(1), Long.parseLong(lines.group(2)) * unit);
    }
    return fields;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException endedOrForbidden) {
      return "";
    }
  }

  private static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
