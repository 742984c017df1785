package io.evilnet.store.table;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.evilnet.core.CountingRules;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Origin of counts: a consumer group, a topic and the rules.
 *
 * @param applicationId consumer group of the streams application
 * @param topicId id of the topic {@code tweets}, which changes when the topic is recreated
 * @param rules settings that determine the outcome of a post, by name
 */
public record CountingSource(
    String applicationId, String topicId, SortedMap<String, String> rules) {

  /** Excluded, since it affects only which posts are late. */
  private static final String GRACE = "grace";

  public CountingSource {
    requireNonNull(applicationId, "applicationId");
    requireNonNull(topicId, "topicId");
    rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
  }

  public CountingSource(String applicationId, String topicId, CountingRules rules) {
    this(applicationId, topicId, settings(rules));
  }

  /** Returns the settings of {@code rules} that determine the outcome of a post, by name. */
  public static SortedMap<String, String> settings(CountingRules rules) {
    SortedMap<String, String> settings = new TreeMap<>();
    for (RecordComponent component : CountingRules.class.getRecordComponents()) {
      String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      if (!name.equals(GRACE)) {
        settings.put(name, text(value(component, rules)));
      }
    }
    return settings;
  }

  private static Object value(RecordComponent component, CountingRules rules) {
    try {
      return component.getAccessor().invoke(rules);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read the rules: " + component, e);
    }
  }

  private static String text(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(CountingSource::text).orElse("none");
    }
    if (value instanceof Collection<?> all) {
      return all.isEmpty()
          ? "all"
          : all.stream().map(CountingSource::name).sorted().collect(joining(","));
    }
    return value == null || value.equals("") ? "none" : value.toString();
  }

  private static String name(Object element) {
    return element instanceof Enum<?> value
        ? value.name().toLowerCase(Locale.ROOT)
        : element.toString();
  }

  /** Returns the sorted names of the settings that differ between two sets of rules. */
  public static Set<String> differing(Map<String, String> rules, Map<String, String> others) {
    Set<String> names = new TreeSet<>(rules.keySet());
    names.addAll(others.keySet());
    names.removeIf(name -> Objects.equals(rules.get(name), others.get(name)));
    return names;
  }

  /** Returns the rules as one line: {@code countries=ca window=PT5M}. */
  String rulesText() {
    return rules.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(joining(" "));
  }

  static SortedMap<String, String> parseRules(String text) {
    return Arrays.stream(text.split(" "))
        .map(setting -> setting.split("=", 2))
        .collect(
            Collectors.toMap(s -> s[0], s -> s.length > 1 ? s[1] : "", (a, b) -> b, TreeMap::new));
  }
}
