package io.evilnet.backfill;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the clusters before the first test that uses them, and stops them after all tests. */
final class SharedInstallation implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Installation.class;
  }

  @Override
  public Installation resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(Installation.class))
        .getOrComputeIfAbsent(Installation.class, type -> open(), Installation.class);
  }

  private static Installation open() {
    try {
      return new Installation();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
