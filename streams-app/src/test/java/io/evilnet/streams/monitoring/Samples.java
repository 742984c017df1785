package io.evilnet.streams.monitoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Samples in the text format of Prometheus, to find missing names of PromQL expressions. */
final class Samples {

  private record Sample(String name, Map<String, String> labels) {}

  private static final Pattern LINE =
      Pattern.compile("^(\\w+)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final Pattern SELECTOR =
      Pattern.compile("\\b((?:evilnet|jvm|process|system)_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
  private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

  /** Labels that Prometheus adds to each sample. */
  private static final Set<String> PROMETHEUS_LABELS = Set.of("job", "instance");

  private final List<Sample> samples = new ArrayList<>();

  void add(String scrape) {
    Matcher line = LINE.matcher(scrape);
    while (line.find()) {
      samples.add(new Sample(line.group(1), labels(line.group(2))));
    }
  }

  /** Returns the metrics, labels and values of an expression and legend that no sample has. */
  Set<String> missing(String expression, String legend) {
    Set<String> missing = new TreeSet<>();
    Set<String> knownLabels = new HashSet<>(PROMETHEUS_LABELS);
    Matcher selector = SELECTOR.matcher(expression);
    while (selector.find()) {
      Map<String, String> required = labels(selector.group(2));
      required.keySet().removeAll(PROMETHEUS_LABELS);
      List<Sample> found =
          samples.stream()
              .filter(sample -> sample.name().equals(selector.group(1)))
              .filter(sample -> sample.labels().entrySet().containsAll(required.entrySet()))
              .toList();
      if (found.isEmpty()) {
        missing.add(selector.group());
      }
      found.forEach(sample -> knownLabels.addAll(sample.labels().keySet()));
    }
    if (missing.isEmpty()) {
      named(GROUPING, expression).stream()
          .filter(l -> !knownLabels.contains(l))
          .forEach(missing::add);
      if (!expression.startsWith("up")) {
        named(LEGEND, legend).stream().filter(l -> !knownLabels.contains(l)).forEach(missing::add);
      }
    }
    return missing;
  }

  private static Set<String> named(Pattern pattern, String text) {
    Set<String> labels = new TreeSet<>();
    Matcher found = pattern.matcher(text);
    while (found.find()) {
      labels.addAll(List.of(found.group(1).split(", ")));
    }
    return labels;
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    Matcher label = LABEL.matcher(text == null ? "" : text);
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    return labels;
  }
}
