package io.evilnet.platform.format;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * A column of the output of commands and the API.
 *
 * @param name name in CSV and JSON
 * @param type type of the values
 * @param value function that returns the value of a row; null if absent
 */
public record Column<R>(String name, Type type, Function<R, Object> value) {

  /** The types of values. */
  public enum Type {
    TEXT,
    NUMBER,
    ERROR,
    TIME
  }

  private static final DateTimeFormatter DISPLAY_FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  /** Returns a column of text. */
  public static <R> Column<R> text(String name, Function<R, String> value) {
    return new Column<>(name, Type.TEXT, value::apply);
  }

  /** Returns a column of whole numbers. */
  public static <R> Column<R> number(String name, ToLongFunction<R> value) {
    return new Column<>(name, Type.NUMBER, value::applyAsLong);
  }

  /** Returns a column of numbers with a fraction, or of optional numbers. */
  public static <R> Column<R> numeric(String name, Function<R, Number> value) {
    return new Column<>(name, Type.NUMBER, value::apply);
  }

  /** Returns a column of optional whole numbers. */
  public static <R> Column<R> optional(String name, Function<R, OptionalLong> value) {
    return new Column<>(
        name,
        Type.NUMBER,
        row -> {
          OptionalLong number = value.apply(row);
          return number.isPresent() ? number.getAsLong() : null;
        });
  }

  /** Returns a column of relative errors of another number: 0.032 is 3.2 %, 0 is exact. */
  public static <R> Column<R> error(String name, ToDoubleFunction<R> value) {
    return new Column<>(name, Type.ERROR, value::applyAsDouble);
  }

  /** Returns a column of instants. */
  public static <R> Column<R> time(String name, Function<R, Instant> value) {
    return new Column<>(name, Type.TIME, value::apply);
  }

  boolean isNumber() {
    return type == Type.NUMBER || type == Type.ERROR;
  }

  /** Returns the heading in a table. */
  String heading() {
    String words = name.replace('_', ' ');
    return type == Type.TIME ? words + " (utc)" : words;
  }

  /** Returns the text of a table cell; whole minutes without seconds. */
  String cell(R row) {
    Object content = value.apply(row);
    if (content instanceof Instant time && time.getEpochSecond() % 60 == 0) {
      return DISPLAY_FORMAT.format(time);
    }
    if (type == Type.ERROR && content instanceof Double error) {
      return error == 0 ? "exact" : String.format(Locale.ROOT, "± %.1f %%", 100 * error);
    }
    return content == null ? "" : content.toString();
  }
}
