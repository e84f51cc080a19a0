package org.tetrarch.wallet.settings;

/** A setting is wrong; the message says which, where it was set, and what to write. */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }

  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
