package org.tetrarch.node.localnet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The signals that Java itself cannot send. */
enum Signal {
  STOP,
  CONT;

  /**
   * Sends it with the system's {@code kill}.
   *
   * @param process known to be ours
   */
  void sendTo(ProcessHandle process) throws IOException {
    Process kill =
        new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid()))
            .redirectErrorStream(true)
            .start();
    try {
      String said =
          new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (kill.waitFor() != 0) {
        throw new IOException("kill -" + name() + " " + process.pid() + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while sending a signal", e);
    }
  }
}
