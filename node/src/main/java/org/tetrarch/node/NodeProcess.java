package org.tetrarch.node;

import java.nio.file.Path;

/** One node as a process. */
public final class NodeProcess {
  private NodeProcess() {}

  /** Runs a node until it is told to stop; returns the exit code. */
  public static int run(Path config, NodeOptions options) {
    System.err.println("error: " + config + ": this build cannot run a node yet " + options);
    return 1;
  }
}
