package org.tetrarch.genesis.terminal;

import java.io.Console;
import java.lang.reflect.Method;

/** Tells a person's terminal from a pipe on JDK 21 and later alike. */
final class ConsoleKind {
  private ConsoleKind() {}

  @SuppressWarnings("SystemConsoleNull") // null is JDK 21's answer, which is asked here too
  static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // Since JDK 22 a console may exist without a terminal behind it.
      Method method = Console.class.getMethod("isTerminal");
      return Boolean.TRUE.equals(method.invoke(console));
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
