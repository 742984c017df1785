package io.evilnet.core;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A mutable JSON tree that preserves the order and duplicates of members, and the text of scalars
 * and names.
 */
sealed interface JsonTree {

  /** Appends the text, with random white space at one in {@code spacing} positions; 0 for none. */
  void write(StringBuilder json, SplittableRandom random, int spacing);

  /** Adds this node and all its descendants. */
  void collect(List<JsonTree> all);

  JsonTree copy();

  record Scalar(String text) implements JsonTree {
    @Override
    public void write(StringBuilder json, SplittableRandom random, int spacing) {
      space(json, random, spacing);
      json.append(text);
      space(json, random, spacing);
    }

    @Override
    public void collect(List<JsonTree> all) {
      all.add(this);
    }

    @Override
    public JsonTree copy() {
      return this;
    }
  }

  record ArrayTree(List<JsonTree> items) implements JsonTree {
    @Override
    public void write(StringBuilder json, SplittableRandom random, int spacing) {
      space(json, random, spacing);
      json.append('[');
      for (int i = 0; i < items.size(); i++) {
        json.append(i == 0 ? "" : ",");
        items.get(i).write(json, random, spacing);
      }
      space(json, random, spacing);
      json.append(']');
      space(json, random, spacing);
    }

    @Override
    public void collect(List<JsonTree> all) {
      all.add(this);
      items.forEach(item -> item.collect(all));
    }

    @Override
    public JsonTree copy() {
      return new ArrayTree(new ArrayList<>(items.stream().map(JsonTree::copy).toList()));
    }
  }

  /** A member, whose name includes its quotes. */
  record Member(String name, JsonTree value) {}

  record ObjectTree(List<Member> members) implements JsonTree {
    @Override
    public void write(StringBuilder json, SplittableRandom random, int spacing) {
      space(json, random, spacing);
      json.append('{');
      for (int i = 0; i < members.size(); i++) {
        json.append(i == 0 ? "" : ",");
        new Scalar(members.get(i).name).write(json, random, spacing);
        json.append(':');
        members.get(i).value.write(json, random, spacing);
      }
      space(json, random, spacing);
      json.append('}');
      space(json, random, spacing);
    }

    @Override
    public void collect(List<JsonTree> all) {
      all.add(this);
      members.forEach(member -> member.value.collect(all));
    }

    @Override
    public JsonTree copy() {
      List<Member> copies = new ArrayList<>();
      members.forEach(member -> copies.add(new Member(member.name, member.value.copy())));
      return new ObjectTree(copies);
    }
  }

  /** Parses valid JSON. */
  static JsonTree of(String json) {
    return new Reader(json).value();
  }

  private static void space(StringBuilder json, SplittableRandom random, int spacing) {
    if (spacing > 0 && random.nextInt(spacing) == 0) {
      json.append(" \t\r\n".charAt(random.nextInt(4)));
    }
  }

  /** A parser of valid JSON. */
  final class Reader {
    private final String json;
    private int at;

    private Reader(String json) {
      this.json = json;
    }

    private JsonTree value() {
      return switch (peek()) {
        case '{' -> object();
        case '[' -> array();
        default -> new Scalar(scalar());
      };
    }

    private ObjectTree object() {
      List<Member> members = new ArrayList<>();
      at++;
      while (peek() != '}') {
        String name = scalar();
        peek();
        at++;
        members.add(new Member(name, value()));
        at += peek() == ',' ? 1 : 0;
      }
      at++;
      return new ObjectTree(members);
    }

    private ArrayTree array() {
      List<JsonTree> items = new ArrayList<>();
      at++;
      while (peek() != ']') {
        items.add(value());
        at += peek() == ',' ? 1 : 0;
      }
      at++;
      return new ArrayTree(items);
    }

    private String scalar() {
      int from = at;
      if (peek() == '"') {
        for (at++; json.charAt(at) != '"'; at++) {
          at += json.charAt(at) == '\\' ? 1 : 0;
        }
        at++;
      } else {
        while ("{}[],: \t\r\n".indexOf(json.charAt(at)) < 0) {
          at++;
        }
      }
      return json.substring(from, at).strip();
    }

    private char peek() {
      while (json.charAt(at) <= ' ') {
        at++;
      }
      return json.charAt(at);
    }
  }
}
