package io.evilnet.streams.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A page of a sorted list.
 *
 * @param rows rows in the order of the list
 * @param next cursor of the next page; null for the last one
 */
record Page<R>(List<R> rows, String next) {

  static final String CURSOR = "cursor";

  /**
   * The sort key of rows.
   *
   * @param of unique key of a row
   * @param order order of the list
   * @param format text of a key in cursors
   * @param parse inverse of {@code format}
   */
  record Key<R, K>(
      Function<R, K> of,
      Comparator<K> order,
      Function<K, String> format,
      Function<String, K> parse) {}

  /**
   * Returns the first page, or the rows that follow a cursor, even if the row of the cursor no
   * longer exists.
   *
   * @param list rows in the order of their keys
   * @param limit maximum number of rows
   * @throws InvalidParameterException if the cursor contains no key
   */
  static <R, K> Page<R> of(List<R> list, Key<R, K> key, int limit, Optional<String> cursor) {
    int from = cursor.map(text -> firstAfter(list, key, decode(key, text))).orElse(0);
    int to = from + Math.min(limit, list.size() - from);
    return new Page<>(
        list.subList(from, to), to < list.size() ? encode(key, list.get(to - 1)) : null);
  }

  /**
   * Returns the header {@code Link} (RFC 8288) to the next page, relative to the request.
   *
   * @param parameters parameters of the request
   */
  static String link(Map<String, List<String>> parameters, String next) {
    Map<String, List<String>> following = new LinkedHashMap<>(parameters);
    following.put(CURSOR, List.of(next));
    return following.entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .map(value -> encoded(entry.getKey()) + "=" + encoded(value)))
        .collect(Collectors.joining("&", "<?", ">; rel=\"next\""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static <R, K> int firstAfter(List<R> list, Key<R, K> key, K last) {
    int low = 0;
    int high = list.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (key.order.compare(key.of.apply(list.get(middle)), last) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static <R, K> String encode(Key<R, K> key, R row) {
    String text = key.format.apply(key.of.apply(row));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static <K> K decode(Key<?, K> key, String cursor) {
    try {
      return key.parse.apply(new String(Base64.getUrlDecoder().decode(cursor), UTF_8));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidParameterException(
          CURSOR, "the next value of an earlier response to the same request", cursor);
    }
  }
}
