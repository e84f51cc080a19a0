package org.tetrarch.wallet.prompt;

import java.io.IOException;

/** Asks the user; a test answers itself. */
public interface Prompt {
  /** Whether a person sits there. */
  boolean canAsk();

  /** Asks for a line that is not shown while it is typed; the caller wipes the answer. */
  char[] askSecret(String question) throws IOException;

  /**
   * Shows a secret to the person alone, not to whoever reads the output. The caller wipes it; the
   * terminal does not.
   */
  void showSecret(String remark, char[] secret) throws IOException;

  /** Asks for yes or no; anything but y or yes is no. */
  boolean confirm(String question) throws IOException;

  /** All of standard input; more than {@code most} bytes are an error. The caller wipes it. */
  char[] readInput(int most) throws IOException;
}
