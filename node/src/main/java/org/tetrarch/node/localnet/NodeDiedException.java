package org.tetrarch.node.localnet;

import java.util.List;

/** A node's process ended while it should have started. */
public final class NodeDiedException extends LocalNetworkException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> logLines;

  NodeDiedException(String message, List<String> logLines) {
    super(message);
    this.logLines = List.copyOf(logLines);
  }

  /** The end of its log, which says why. */
  public List<String> logLines() {
    return logLines;
  }
}
