package io.evilnet.licences;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The licences in the pom beside a jar in Maven's local repository. */
record PomFile(Path file, Element project) {

  static PomFile ofJar(Path jar) throws IOException {
    Path version = jar.getParent();
    return of(
        version.resolve(
            "%s-%s.pom".formatted(version.getParent().getFileName(), version.getFileName())));
  }

  private static PomFile of(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return new PomFile(
          file, factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement());
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException("Cannot read " + file, e);
    }
  }

  /** Returns group and artifact. */
  String id() {
    String group =
        text(project, "groupId")
            .or(() -> child(project, "parent").flatMap(p -> text(p, "groupId")))
            .orElseThrow();
    return group + ":" + file.getParent().getParent().getFileName();
  }

  /**
   * Returns the declared names, or those of the nearest parent that declares any; empty if none
   * does.
   */
  List<String> licences() throws IOException {
    List<String> names = new ArrayList<>();
    child(project, "licenses")
        .ifPresent(
            licences -> {
              for (Element licence : children(licences, "license")) {
                names.add(text(licence, "name").or(() -> text(licence, "url")).orElse(""));
              }
            });
    Optional<Element> parent = child(project, "parent");
    return names.isEmpty() && parent.isPresent() ? parent(parent.get()).licences() : names;
  }

  private PomFile parent(Element parent) throws IOException {
    Path repository = file.getParent().getParent().getParent();
    for (int i = id().split(":", -1)[0].split("\\.", -1).length; i > 0; i--) {
      repository = repository.getParent();
    }
    String artifact = text(parent, "artifactId").orElseThrow();
    String version = text(parent, "version").orElseThrow();
    Path pom =
        repository
            .resolve(text(parent, "groupId").orElseThrow().replace('.', '/'))
            .resolve(artifact)
            .resolve(version)
            .resolve("%s-%s.pom".formatted(artifact, version));
    if (!Files.exists(pom)) {
      throw new IOException(pom + " is missing, the parent of " + file);
    }
    return of(pom);
  }

  private static Optional<Element> child(Element of, String name) {
    return children(of, name).stream().findFirst();
  }

  private static Optional<String> text(Element of, String name) {
    return child(of, name)
        .map(element -> element.getTextContent().strip())
        .filter(text -> !text.isEmpty());
  }

  private static List<Element> children(Element of, String name) {
    List<Element> children = new ArrayList<>();
    for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        children.add(element);
      }
    }
    return children;
  }
}
