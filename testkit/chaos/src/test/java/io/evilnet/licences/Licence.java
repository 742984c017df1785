package io.evilnet.licences;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Licences under which jars may be distributed with EvilNet, matched by name in order. */
enum Licence {
  APACHE("Apache License 2.0", "apache|asf\\b"),
  MIT("MIT License", "\\bmit\\b"),
  BSD("BSD Licenses", "\\b0?bsd|go license|asm\\.ow2"),
  ISC("ISC License", "\\bisc\\b"),
  PUBLIC("Public domain, CC0, Unlicense", "public domain|\\bcc0|unlicense"),
  ECLIPSE("Eclipse Public or Distribution License", "eclipse|\\bepl|\\bedl"),
  MOZILLA("Mozilla Public License", "mozilla|\\bmpl"),
  CDDL("CDDL", "cddl"),
  CLASSPATH("GPL with Classpath Exception", "(gpl|general public).*(cpe|\\+ce|classpath)"),
  LGPL("LGPL, as jars that can be replaced", "lgpl|lesser general public");

  private final String title;
  private final Pattern name;

  Licence(String title, String name) {
    this.title = title;
    this.name = Pattern.compile(name, Pattern.CASE_INSENSITIVE);
  }

  String title() {
    return title;
  }

  /**
   * Returns the most permissive of several, as the recipient of a jar may choose; empty if none is
   * known.
   */
  static Optional<Licence> choose(List<String> names) {
    return List.of(values()).stream()
        .filter(licence -> names.stream().anyMatch(name -> licence.name.matcher(name).find()))
        .findFirst();
  }
}
