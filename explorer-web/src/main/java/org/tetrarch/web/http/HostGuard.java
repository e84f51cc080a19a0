package org.tetrarch.web.http;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Answers only requests that were meant for this server by name. A page of a foreign site can point
 * its own name at 127.0.0.1 (DNS rebinding), and then the browser counts this server as part of
 * that site; the Host header is what gives it away.
 */
public final class HostGuard {

  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> names;

  /**
   * @param names further host names and addresses, without port, under which this server is known
   */
  public HostGuard(Set<String> names) {
    Set<String> all = new TreeSet<>(LOOPBACK_NAMES);
    names.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
    this.names = Set.copyOf(all);
  }

  /** Refuses a request whose Host is not ours; the port is free, since ports get forwarded. */
  public void check(Context context) {
    String host = hostName(context.header("Host"));
    if (!names.contains(host)) {
      throw ProblemException.of(
          403,
          "This node does not answer for the host name that was asked for; "
              + "add it to the node's allowed host names if it is meant to.");
    }
  }

  static String hostName(@Nullable String header) {
    if (header == null) {
      return "";
    }
    String lower = header.trim().toLowerCase(Locale.ROOT);
    int colon = lower.lastIndexOf(':');
    boolean portFollows = colon >= 0 && colon > lower.lastIndexOf(']');
    return portFollows ? lower.substring(0, colon) : lower;
  }
}
