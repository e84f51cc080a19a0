package org.tetrarch.node.runtime;

import org.tetrarch.consensus.event.Input;

/** The way into the loop. Any thread; waits while the inbox is full, so that floods are felt. */
public interface Inbox {
  void happened(Input input);

  /** Runs something on the loop's thread, before its next turn. */
  void onLoop(Runnable task);
}
