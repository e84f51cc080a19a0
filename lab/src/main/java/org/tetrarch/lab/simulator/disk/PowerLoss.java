package org.tetrarch.lab.simulator.disk;

/**
 * The process ends at this very instruction. An error, so that nothing on the way catches it: after
 * a crash no code runs.
 */
public final class PowerLoss extends Error {
  private static final long serialVersionUID = 1L;

  PowerLoss() {
    super("the process ends here", null, false, false);
  }
}
