package io.evilnet.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A generator of lines similar to those of X: posts of all shapes with random mutations of their
 * trees and bytes. The same seed yields the same lines.
 */
final class FuzzedLines {

  private static final List<String> NAMES =
      List.of(
          """
          data,includes,matching_rules,errors,title,type,detail,id,author_id,created_at
          ,edit_history_tweet_ids,geo,place_id,referenced_tweets,places,place_type,full_name
          ,country_code,contained_within,bbox,tag,x,,Id,d\\u0061ta,i\\u0064,é,data\\u0000,author-id,created_at \
          """
              .replace("\n", "")
              .split(","));

  private static final List<String> SCALARS =
      Stream.concat(
              """
              null | true | false | 0 | -0 | 7 | -1 | 1.5 | -7.25e-3 | 1E+5 | 1e400 | 01 | - | 1. | .5
              +1 | 1e | 0x1 | NaN | tru | nulll | 'a' | 18446744073709551615 | 18446744073709551616
              "" | "7" | "007" | "-7" | "+7" | "7 " | "18446744073709551615" | "18446744073709551616"
              "9999999999999999999" | "00000000000000000007" | "\u0667" | "2123778391646666753"
              "quoted" | "retweeted" | "replied_to" | "quot\\u0065d" | "Quoted" | "city" | "unresolved"
              "CA" | "ca" | "CAN" | "\\u0043A" | "36775d842cbec509" | "36775d842cbec50\\u0039"
              "place_country:CA" | "2026-11-20T14:00:01.000Z" | "2026-11-20T14:00:01Z"
              "2026-02-29T14:00:01.000Z" | "2024-02-29T23:59:59.999Z" | "2026-11-31T14:00:01.000Z"
              "2026-13-01T14:00:01.000Z" | "2016-12-31T23:59:60.000Z" | "2026-11-20T24:00:00.000Z"
              "1969-12-31T23:59:59.999Z" | "9999-12-31T23:59:59.001Z" | "0000-00-00T00:00:00.000Z"
              "Montr\\u00e9al, Qu\\u00e9bec" | "Montréal, Québec" | "東京都" | "🍁" | "\\ud83c\\udf41"
              "\\ud83c" | "a\\u001b[2J" | "\\x" | "\\u12g4" | "\\u12" | "\\\\" | "a\tb"
              "{\\"data\\":{\\"id\\":\\"1\\"}}"
              """
                  .lines()
                  .flatMap(line -> Stream.of(line.split(" \\| "))),
              Stream.of(
                  "",
                  "9".repeat(101),
                  "1" + "0".repeat(1_100),
                  "0." + "3".repeat(200),
                  '"' + "word ".repeat(60) + '"',
                  '"' + "é\\n".repeat(200) + '"'))
          .toList();

  private static final List<String> SPLICES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "{}",
          "[]",
          ",,",
          "\"\"",
          "\"x\":1,",
          ",\"x\":1",
          "\\u00e9",
          "\\ud800",
          "\\q",
          "/*c*/",
          "#",
          "\u0000",
          "\u001f",
          "\u007f",
          "é",
          "😀",
          "\ufeff",
          "\u2028",
          "null",
          "-",
          "1",
          "\n",
          "\r\n",
          "}{",
          "} {",
          "}\n{\"data\":1}");

  private static final byte[][] INVALID_UTF8 = {
    {(byte) 0x80},
    {(byte) 0xc0, (byte) 0x80},
    {(byte) 0xc1, (byte) 0xbf},
    {(byte) 0xc3},
    {(byte) 0xc3, '('},
    {(byte) 0xe0, (byte) 0x80, (byte) 0x80},
    {(byte) 0xe2, (byte) 0x82},
    {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
    {(byte) 0xf0, (byte) 0x80, (byte) 0x80, (byte) 0x80},
    {(byte) 0xf0, (byte) 0x9f, (byte) 0x98},
    {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
    {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
    {(byte) 0xff},
    {(byte) 0xfe, (byte) 0xff}
  };

  private static final String SIGNIFICANT_BYTES =
      "{}[],:\"\\ \t\n0-.eEtfnuid\u0000\u001f\u007f\u00ff";

  /** Mutating bytes is cheaper than generating posts. */
  private static final int LINES_PER_POST = 4;

  private final SplittableRandom random;
  private final PostShapes shapes;
  private byte[] post = {};

  /**
   * @param samples valid lines, mutated in addition to the generated posts
   */
  FuzzedLines(long seed, List<String> samples) {
    this.random = new SplittableRandom(seed);
    this.shapes = new PostShapes(random, samples);
  }

  byte[] next() {
    if (random.nextInt(LINES_PER_POST) == 0) {
      post = post();
    }
    byte[] line = post;
    for (int i = upTo(random.nextInt(2) * 3); i > 0; i--) {
      line = corrupt(line);
    }
    return random.nextInt(8) == 0 ? concat(line, any(List.of("\r\n", "\n", " ", "x", "{}"))) : line;
  }

  private byte[] post() {
    JsonTree tree = shapes.next();
    for (int i = upTo(random.nextInt(2) * 3); i > 0; i--) {
      mutate(tree);
    }
    StringBuilder json = new StringBuilder();
    tree.write(json, random, random.nextInt(4) == 0 ? 1 + random.nextInt(40) : 0);
    return json.toString().getBytes(UTF_8);
  }

  private void mutate(JsonTree root) {
    List<JsonTree> all = new ArrayList<>();
    root.collect(all);
    List<JsonTree> containers =
        all.stream().filter(tree -> !(tree instanceof JsonTree.Scalar)).toList();
    if (containers.isEmpty()) {
      return;
    }
    // Outer nodes are preferred: the parser reads them, and they are few.
    JsonTree at =
        containers.get(
            random.nextInt(random.nextBoolean() ? containers.size() : containers.size() / 4 + 1));
    if (at instanceof JsonTree.ObjectTree object) {
      mutateMembers(object.members(), all);
    } else if (at instanceof JsonTree.ArrayTree array) {
      mutateItems(array.items(), all);
    }
  }

  private void mutateMembers(List<JsonTree.Member> members, List<JsonTree> all) {
    int at = members.isEmpty() ? 0 : random.nextInt(members.size());
    JsonTree.Member member =
        members.isEmpty() ? new JsonTree.Member("\"id\"", value(all)) : members.get(at);
    switch (random.nextInt(8)) {
      case 0 -> Collections.shuffle(members, new Random(random.nextLong()));
      case 1 -> members.add(random.nextInt(members.size() + 1), member);
      case 2 -> members.add(new JsonTree.Member(member.name(), value(all)));
      case 3 -> members.add(at, new JsonTree.Member(name(), value(all)));
      case 4 -> replace(members, at, new JsonTree.Member(member.name(), value(all)));
      case 5 -> replace(members, at, new JsonTree.Member(name(), member.value()));
      case 6 -> {
        JsonTree other = member.value().copy();
        mutate(other);
        members.add(upTo(members.size()), new JsonTree.Member(member.name(), other));
      }
      default -> members.remove(member);
    }
  }

  private void mutateItems(List<JsonTree> items, List<JsonTree> all) {
    int at = items.isEmpty() ? 0 : random.nextInt(items.size());
    switch (random.nextInt(3)) {
      case 0 -> Collections.shuffle(items, new Random(random.nextLong()));
      case 1 -> items.add(at, value(all));
      default -> replace(items, at, value(all));
    }
  }

  private static <T> void replace(List<T> list, int at, T item) {
    if (!list.isEmpty()) {
      list.remove(at);
    }
    list.add(at, item);
  }

  private String name() {
    return '"' + any(NAMES) + '"';
  }

  /** Returns a scalar or a copy of another value, in some cases deeply nested. */
  private JsonTree value(List<JsonTree> all) {
    JsonTree value = random.nextInt(3) == 0 ? any(all).copy() : new JsonTree.Scalar(any(SCALARS));
    int depth = random.nextInt(8) == 0 ? random.nextInt(30) : 0;
    for (int i = 0; i < depth; i++) {
      value =
          random.nextBoolean()
              ? new JsonTree.ArrayTree(new ArrayList<>(List.of(value)))
              : new JsonTree.ObjectTree(
                  new ArrayList<>(List.of(new JsonTree.Member(name(), value))));
    }
    return value;
  }

  private byte[] corrupt(byte[] line) {
    int from = position(line);
    int to = Math.min(line.length, from + 1 + upTo(random.nextBoolean() ? 3 : 60));
    byte[] part = slice(line, from, to);
    byte[] before = slice(line, 0, from);
    byte[] after = slice(line, to, line.length);
    return switch (random.nextInt(9)) {
      case 0 -> concat(before, flip(part), after);
      case 1 -> concat(before, after);
      case 2 -> concat(before, part, part, after);
      case 3 -> concat(before, any(SPLICES).getBytes(UTF_8), part, after);
      case 4 -> concat(before, INVALID_UTF8[random.nextInt(INVALID_UTF8.length)], part, after);
      case 5 ->
          concat(
              before,
              new byte[] {(byte) any(SIGNIFICANT_BYTES)},
              slice(line, Math.min(from + 1, line.length), line.length));
      case 6 -> concat(before, new byte[] {(byte) random.nextInt(256)}, part, after);
      case 7 -> random.nextInt(4) == 0 ? before : concat(before, part, after);
      default -> {
        int other = to + upTo(after.length);
        yield concat(before, slice(line, to, other), part, slice(line, other, line.length));
      }
    };
  }

  /** Returns a random position, in half of the cases that of a structural character. */
  private int position(byte[] line) {
    int at = random.nextInt(line.length + 1);
    if (random.nextBoolean()) {
      while (at < line.length && "{}[],:\"".indexOf(line[at]) < 0) {
        at++;
      }
    }
    return at;
  }

  private byte[] flip(byte[] part) {
    byte[] flipped = part.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private int upTo(int max) {
    return random.nextInt(max + 1);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private char any(String characters) {
    return characters.charAt(random.nextInt(characters.length()));
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return java.util.Arrays.copyOfRange(bytes, from, to);
  }

  private static byte[] concat(byte[] line, String end) {
    return concat(line, end.getBytes(UTF_8));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
