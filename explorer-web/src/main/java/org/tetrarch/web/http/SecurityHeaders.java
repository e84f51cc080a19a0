package org.tetrarch.web.http;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The headers that every answer carries, pages and data alike. */
public final class SecurityHeaders {

  private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.\\-\\[\\]:]+");

  private final Map<String, String> headers = new LinkedHashMap<>();

  /**
   * @param others origins of the other nodes of this network, whose data the pages of the lab read
   *     as well
   */
  public SecurityHeaders(List<String> others) {
    headers.put("Content-Security-Policy", policy(others));
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
  }

  /** Everything from this very server, nothing inline, nothing framed. */
  private static String policy(List<String> others) {
    for (String other : others) {
      if (!ORIGIN.matcher(other).matches()) {
        throw new IllegalArgumentException(other + " is not the address of a node's HTTP server");
      }
    }
    String connect = others.isEmpty() ? "" : " " + String.join(" ", others);
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        + "connect-src 'self'"
        + connect
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  /** Adds them; a route may not weaken them later. */
  public void add(Context context) {
    headers.forEach(context::header);
  }
}
