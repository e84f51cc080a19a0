package org.tetrarch.node.cli;

import org.tetrarch.node.localnet.NodeControl.Ending;

/** How the end of a node's process is told. */
final class EndingText {
  private EndingText() {}

  static String of(Ending ending) {
    return switch (ending) {
      case WAS_NOT_RUNNING -> "was not running";
      case STOPPED -> "stopped";
      case KILLED -> "did not stop in time and was killed";
    };
  }
}
