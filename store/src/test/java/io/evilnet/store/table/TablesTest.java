package io.evilnet.store.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.internal.core.util.Strings;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.evilnet.core.TimeRange;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.table.CountsByBucketTable.Partition;
import io.evilnet.store.table.CountsByBucketTable.Period;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the statements with {@code evilnet.cql}. */
class TablesTest {

  private static final Pattern TABLE = Pattern.compile("(?s)EXISTS \\S+\\.(\\w+) \\((.*?)PRIMARY");
  private static final Pattern COLUMN = Pattern.compile("(?m)^  (\\w+) \\w+,$");
  private static final Pattern MARKER = Pattern.compile(":(\\w+)");
  private static final Pattern INSERT = Pattern.compile("INSERT INTO k\\.(\\w+) \\((.*?)\\)");

  @Test
  void shouldInsertEveryColumnOfEveryTable() throws Exception {
    Map<String, Set<String>> inserted = new TreeMap<>();
    for (Table table : tables()) {
      MatchResult insert = INSERT.matcher(table.insert.cql()).results().findFirst().orElseThrow();
      inserted.put(insert.group(1), new TreeSet<>(List.of(insert.group(2).split(", "))));
    }

    assertThat(inserted).isEqualTo(schema());
  }

  @Test
  void shouldReferenceOnlyExistingColumns() throws Exception {
    Map<String, Set<String>> schema = schema();
    for (String cql : otherStatements()) {
      String name = cql.replaceAll("(?s).* k\\.(\\w+).*", "$1");
      assertThat(schema).containsKey(name);
      assertThat(words(cql, name)).as(cql).isSubsetOf(schema.get(name));
    }
  }

  /** Cassandra rejects a marker such as {@code :from}. */
  @Test
  void shouldNotUseReservedWordsAsMarkers() throws Exception {
    List<String> statements = otherStatements();
    tables().forEach(table -> statements.add(table.insert.cql()));

    assertThat(statements)
        .flatMap(cql -> MARKER.matcher(cql).results().map(marker -> marker.group(1)).toList())
        .isNotEmpty()
        .noneMatch(Strings::needsDoubleQuotes);
  }

  /** Returns all statements but the inserts. */
  private static List<String> otherStatements() throws ReflectiveOperationException {
    List<String> statements = new ArrayList<>();
    for (Table table : tables()) {
      for (Field field : table.getClass().getDeclaredFields()) {
        if (field.getType().equals(Prepared.class)) {
          field.setAccessible(true);
          statements.add(((Prepared) field.get(table)).cql());
        }
      }
    }
    return statements;
  }

  /** Returns the words in lower case other than markers, aliases, constants and the table. */
  private static Set<String> words(String cql, String name) {
    return Pattern.compile("[a-z_]+")
        .matcher(cql.replaceAll(" k\\." + name + "\\b|:\\w+|'\\w+'|AS \\w+", ""))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  @Test
  void shouldComputePartitionOfCityAndWindow() {
    LocalDate day = LocalDate.of(2026, 11, 20);
    assertThat(Partition.of("m1", Instant.parse("2026-11-20T23:55:00Z")))
        .isEqualTo(new Partition(4, new Period(day, 3)));
    assertThat(Partition.of("01486009a5b4f3a9", Instant.parse("2026-11-20T06:00:00Z")))
        .isEqualTo(new Partition(3, new Period(day, 1)));
    assertThat(Partition.of("00797791ff9c0e4c", Instant.parse("2026-11-20T05:59:59Z")))
        .isEqualTo(new Partition(8, new Period(day, 0)));
  }

  @Test
  void shouldDetectOverlapOfPeriodAndRange() {
    Period period = new Period(LocalDate.of(2026, 11, 20), 1);

    assertThat(period.overlaps(range("05:55:00", "06:00:00"))).isFalse();
    assertThat(period.overlaps(range("05:55:00", "06:05:00"))).isTrue();
    assertThat(period.overlaps(range("11:55:00", "12:00:00"))).isTrue();
    assertThat(period.overlaps(range("12:00:00", "12:05:00"))).isFalse();
  }

  private static TimeRange range(String from, String to) {
    return new TimeRange(
        Instant.parse("2026-11-20T" + from + "Z"), Instant.parse("2026-11-20T" + to + "Z"));
  }

  private static List<Table> tables() throws ReflectiveOperationException {
    List<Table> tables = new ArrayList<>();
    for (JavaClass type :
        new ClassFileImporter(List.of(new DoNotIncludeTests()))
            .importPackages(Table.class.getPackageName())) {
      if (type.isAssignableTo(Table.class) && !type.isEquivalentTo(Table.class)) {
        tables.add(
            (Table)
                type.reflect()
                    .getConstructor(CqlSession.class, String.class)
                    .newInstance(null, "k"));
      }
    }
    return tables;
  }

  private static Map<String, Set<String>> schema() throws IOException {
    try (InputStream script = Schema.class.getResourceAsStream("evilnet.cql")) {
      return TABLE
          .matcher(new String(script.readAllBytes(), UTF_8))
          .results()
          .collect(
              Collectors.toMap(
                  table -> table.group(1),
                  table ->
                      COLUMN
                          .matcher(table.group(2))
                          .results()
                          .map(column -> column.group(1))
                          .collect(Collectors.toCollection(TreeSet::new))));
    }
  }
}
