package io.evilnet.streams.api;

import io.evilnet.core.CountryCode;
import io.evilnet.core.Region;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.settings.Times;
import io.evilnet.streams.ranking.Metric;
import io.evilnet.streams.read.Area;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The parsed and validated query string of a request. */
final class Parameters {

  static final String COUNTRY = "country";
  static final String BBOX = "bbox";

  private static final String REGION = "region";

  private static final Instant EARLIEST = Instant.parse("1970-01-08T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
  private static final Set<String> RANGE = Set.of("from", "to", "last", "until");
  private static final int MAX_TEXT_LENGTH = 256;
  private static final int MAX_CURSOR_LENGTH = 512;

  private final Map<String, List<String>> values;
  private final Duration window;
  private final Instant now;

  /** Creates the parameters of a request, with ranges aligned to windows of a length. */
  Parameters(Map<String, List<String>> values, Duration window, Instant now) {
    this.values = values;
    this.window = window;
    this.now = now;
  }

  /** Returns names of parameters with those of {@link #area()}. */
  static Set<String> withArea(String... others) {
    Set<String> names = new TreeSet<>(List.of(others));
    names.addAll(List.of(COUNTRY, REGION));
    return names;
  }

  /** Returns names of parameters with those of {@link #range}. */
  static Set<String> withRange(String... others) {
    Set<String> names = new TreeSet<>(List.of(others));
    names.addAll(RANGE);
    return names;
  }

  /** Rejects unknown names, since a typing error would silently change the result. */
  void allow(Set<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new InvalidParameterException(
            InvalidParameterException.shortened(name),
            "unknown parameter '%s'; supported: %s"
                .formatted(
                    InvalidParameterException.shortened(name),
                    String.join(", ", new TreeSet<>(known))));
      }
      if (values.get(name).isEmpty()) {
        throw new InvalidParameterException(name, name + " must be percent-encoded UTF-8");
      }
    }
  }

  /**
   * Returns the windows of {@code from} and {@code to}, which is the end of the open window if
   * omitted; or of {@code last}, which ends with the open window or at {@code until}. Without any,
   * those of the last hour.
   */
  TimeRange range(Duration max) {
    if (values.containsKey("from") || values.containsKey("to")) {
      return fromTo(max);
    }
    String last = single("last").orElse("1h");
    Duration length = last(last);
    if (length.compareTo(max) > 0) {
      throw new InvalidParameterException("last", "at most " + max.toHours() + "h here", last);
    }
    Instant end = end();
    return Windows.from(end.minus(length), end, window);
  }

  /** Returns the range if one of its parameters is given. */
  Optional<TimeRange> rangeIfGiven(Duration max) {
    return RANGE.stream().anyMatch(values::containsKey)
        ? Optional.of(range(max))
        : Optional.empty();
  }

  private TimeRange fromTo(Duration max) {
    for (String other : List.of("last", "until")) {
      if (values.containsKey(other)) {
        throw new InvalidParameterException(
            other, other + " must not be combined with from and to");
      }
    }
    Instant from =
        time("from")
            .orElseThrow(() -> new InvalidParameterException("from", "from is required with to"));
    Optional<Instant> given = time("to");
    Instant to = given.orElse(now);
    boolean isReversed = !from.isBefore(to);
    if (isReversed || Duration.between(from, to).compareTo(max) > 0) {
      String limit = isReversed ? "" : "at most " + max.toHours() + "h ";
      throw given.isPresent()
          ? new InvalidParameterException("to", limit + "after from, which is " + from, "" + to)
          : new InvalidParameterException("from", limit + "before now without to", "" + from);
    }
    return Windows.from(
        from, given.map(end -> Windows.ceiling(end, window)).orElseGet(this::end), window);
  }

  private Instant end() {
    Instant latest = Windows.floor(now, window).plus(window);
    return time("until")
        .map(until -> Windows.ceiling(until, window))
        .filter(until -> until.isBefore(latest))
        .orElse(latest);
  }

  private Duration last(String text) {
    return Times.duration(text)
        .filter(length -> length.compareTo(Duration.ZERO) > 0)
        .orElseThrow(
            () -> new InvalidParameterException("last", "a duration such as 90m or 2d", text));
  }

  private Optional<Instant> time(String name) {
    return single(name)
        .map(
            text ->
                Times.time(text, now)
                    .filter(time -> !time.isBefore(EARLIEST) && time.isBefore(LATEST))
                    .orElseThrow(
                        () ->
                            new InvalidParameterException(
                                name,
                                "a time such as 2026-11-20T14:00Z, 2026-11-20 or -2h, from"
                                    + " 1970-01-08 to 9999-12-30",
                                text)));
  }

  /** Returns a number in {@code [min, max]}. */
  int number(String name, int defaultValue, int min, int max) {
    String text = single(name).orElse(Integer.toString(defaultValue));
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new InvalidParameterException(
        name, "a whole number from %d to %d".formatted(min, max), text);
  }

  /** Returns the metric, given at most once. */
  Metric metric(Metric defaultValue) {
    return single("metric").map(Parameters::metricOf).orElse(defaultValue);
  }

  /** Returns the metrics in their natural order; all without the parameter. */
  Set<Metric> metrics() {
    Set<Metric> metrics =
        values.getOrDefault("metric", List.of()).stream()
            .map(Parameters::metricOf)
            .collect(Collectors.toCollection(TreeSet::new));
    return metrics.isEmpty() ? new TreeSet<>(List.of(Metric.values())) : metrics;
  }

  private static Metric metricOf(String text) {
    return Arrays.stream(Metric.values())
        .filter(metric -> metric.label().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new InvalidParameterException("metric", "tweets, retweets or users", text));
  }

  /** Returns the values of a parameter that may be repeated. */
  Set<String> texts(String name, int max) {
    Set<String> texts = new LinkedHashSet<>(values.getOrDefault(name, List.of()));
    for (String text : texts) {
      if (text.isEmpty() || text.length() > MAX_TEXT_LENGTH) {
        throw new InvalidParameterException(name, "of 1 to 256 characters", text);
      }
    }
    if (texts.size() > max) {
      throw new InvalidParameterException(
          name,
          "%s must be specified at most %d times, but is specified %d times"
              .formatted(name, max, texts.size()));
    }
    return texts;
  }

  /** Returns a text of up to 256 characters. */
  Optional<String> text(String name) {
    return text(name, MAX_TEXT_LENGTH);
  }

  /** Returns the area of the cities: a country, or a region of it. */
  Optional<Area> area() {
    Optional<String> country = country();
    Optional<String> region = region();
    if (region.isPresent() && country.isEmpty()) {
      throw new InvalidParameterException(
          REGION,
          "region requires country, as in country=CA&region=Ontario: regions of"
              + " several countries may have the same name");
    }
    return country.map(
        code -> new Area(code, region.map(name -> Region.named(code, name).key()).orElse("")));
  }

  private Optional<String> region() {
    Optional<String> name = text(REGION);
    if (name.isPresent() && Region.named("", name.get()).key().isEmpty()) {
      throw new InvalidParameterException(
          REGION, "the name of a region such as Ontario", name.get());
    }
    return name;
  }

  /** Returns the code of a country, in upper case. */
  Optional<String> country() {
    return single(COUNTRY)
        .map(
            text -> {
              String code = CountryCode.normalize(text);
              if (code.isEmpty()) {
                throw new InvalidParameterException(
                    COUNTRY, "an ISO 3166-1 alpha-2 code such as CA", text);
              }
              return code;
            });
  }

  /** Returns a bounding box. */
  Optional<BoundingBox> bbox() {
    return single(BBOX)
        .map(
            text ->
                BoundingBox.parse(text)
                    .orElseThrow(
                        () ->
                            new InvalidParameterException(
                                BBOX, "west,south,east,north in degrees", text)));
  }

  /** Returns the cursor of a page. */
  Optional<String> cursor() {
    return text(Page.CURSOR, MAX_CURSOR_LENGTH);
  }

  private Optional<String> text(String name, int max) {
    Optional<String> text = single(name);
    if (text.isPresent() && text.get().length() > max) {
      throw new InvalidParameterException(
          name, "of at most %d characters".formatted(max), text.get());
    }
    return text;
  }

  /** Returns true if CSV is requested, by {@code format} or else by the header {@code Accept}. */
  boolean csv(String accept) {
    Optional<String> format = single("format");
    if (format.isEmpty()) {
      return accept != null && accept.toLowerCase(Locale.ROOT).startsWith("text/csv");
    }
    return switch (format.get()) {
      case "csv" -> true;
      case "json" -> false;
      default -> throw new InvalidParameterException("format", "json or csv", format.get());
    };
  }

  private Optional<String> single(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    if (all.size() > 1) {
      throw new InvalidParameterException(
          name, "%s must be specified once, but is specified %d times".formatted(name, all.size()));
    }
    return all.stream().findFirst();
  }
}
