package org.tetrarch.web.http;

import io.javalin.http.Context;
import java.util.Map;

/** The headers that every answer carries, pages and data alike. */
public final class SecurityHeaders {

  /** Everything from this very server, nothing inline, nothing framed. */
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", CONTENT_SECURITY_POLICY,
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin");

  private SecurityHeaders() {}

  /** Adds them; a route may not weaken them later. */
  public static void add(Context context) {
    HEADERS.forEach(context::header);
  }
}
