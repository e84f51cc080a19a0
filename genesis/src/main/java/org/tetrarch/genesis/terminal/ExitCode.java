package org.tetrarch.genesis.terminal;

/** What a command tells the shell. */
public enum ExitCode {
  OK(0),
  FAILURE(1),
  /** The command was not understood. */
  USAGE(2),
  NODE_OUT_OF_REACH(3),
  REJECTED_BY_THE_CHAIN(4),
  NOT_FINAL_IN_TIME(5);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
