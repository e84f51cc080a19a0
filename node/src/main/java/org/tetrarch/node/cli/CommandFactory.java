package org.tetrarch.node.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands that want their surroundings; everything else as picocli does. */
final class CommandFactory implements IFactory {
  private final Surroundings surroundings;

  CommandFactory(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public <K> K create(Class<K> wanted) throws Exception {
    for (Constructor<?> constructor : wanted.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 1
          && constructor.getParameterTypes()[0] == Surroundings.class) {
        return wanted.cast(constructor.newInstance(surroundings));
      }
    }
    return CommandLine.defaultFactory().create(wanted);
  }
}
