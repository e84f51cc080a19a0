package org.tetrarch.web.http;

import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages from this machine, on any port, read the answers: a developer's own page, or another
 * node's explorer. Pages from anywhere else get no CORS header, so a browser keeps the answer from
 * them.
 */
public final class LocalCors {

  private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private LocalCors() {}

  /** Adds the headers that the request's origin deserves. */
  public static void addHeaders(Context context) {
    context.header("Vary", "Origin");
    String origin = context.header("Origin");
    if (origin == null || !isLocal(origin)) {
      return;
    }
    context.header("Access-Control-Allow-Origin", origin);
    context.header("Access-Control-Expose-Headers", "ETag");
  }

  /** Answers a preflight request. */
  public static void answerPreflight(Context context) {
    if (isLocal(context.header("Origin"))) {
      context.header("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
      context.header("Access-Control-Allow-Headers", "Content-Type, X-Tetrarch-Lab-Token");
      context.header("Access-Control-Max-Age", "600");
    }
    context.status(204);
  }

  /**
   * Refuses a page from anywhere else. Browsers ask before other requests; a WebSocket they open to
   * whoever answers, and only the server can turn it away.
   */
  public static void requireLocalOrNone(Context context) {
    String origin = context.header("Origin");
    if (origin != null && !isLocal(origin)) {
      throw ProblemException.of(403, "Pages of other sites may not connect to this node.");
    }
  }

  static boolean isLocal(@Nullable String origin) {
    if (origin == null) {
      return false;
    }
    try {
      URI uri = new URI(origin);
      String host = uri.getHost();
      return host != null
          && SCHEMES.contains(uri.getScheme())
          && LOCAL_HOSTS.contains(host.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
