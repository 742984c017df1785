package io.evilnet.launcher.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Resident set size of a process. */
public final class ResidentMemory {
  private ResidentMemory() {}

  /** Returns the size in bytes; empty if the operating system does not provide it. */
  public static OptionalLong of(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      return Files.exists(status) ? fromProc(Files.readString(status)) : fromPs(pid);
    } catch (IOException | NumberFormatException unknown) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong fromProc(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> kibibytes(line.replaceAll("\\D", "")))
        .findFirst();
  }

  /** Fallback for systems without /proc, such as macOS. */
  private static OptionalLong fromPs(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    String text = new String(ps.getInputStream().readAllBytes(), US_ASCII).strip();
    return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(kibibytes(text));
  }

  private static long kibibytes(String number) {
    return Long.parseLong(number) << 10;
  }
}
