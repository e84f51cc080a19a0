package org.tetrarch.web;

/** The server could not start; the message says why and what to do, for people. */
public final class WebServerException extends Exception {

  private static final long serialVersionUID = 1L;

  WebServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
