package io.evilnet.streams.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A page of a list.
 *
 * @param rows rows in the order of the list
 * @param next cursor of the next page; null for the last one
 */
record Page<R>(List<R> rows, String next) {

  static final String CURSOR = "cursor";

  /**
   * Returns the page after a cursor, the first one without it.
   *
   * @param key unique key of a row, which cursors contain
   * @param limit maximum number of rows
   * @throws InvalidParameterException if no row has the key of the cursor
   */
  static <R> Page<R> of(List<R> list, Function<R, String> key, int limit, Optional<String> cursor) {
    int from = cursor.map(after -> indexOf(list, key, after) + 1).orElse(0);
    int to = from + Math.min(limit, list.size() - from);
    return new Page<>(
        list.subList(from, to), to < list.size() ? encode(key.apply(list.get(to - 1))) : null);
  }

  private static <R> int indexOf(List<R> list, Function<R, String> key, String cursor) {
    return IntStream.range(0, list.size())
        .filter(i -> encode(key.apply(list.get(i))).equals(cursor))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidParameterException(
                    CURSOR, "next of an earlier answer to the same request", cursor));
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
  }
}
