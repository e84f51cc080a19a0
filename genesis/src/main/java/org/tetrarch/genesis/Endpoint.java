package org.tetrarch.genesis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host (name, IPv4 or IPv6 address) and a TCP port in [1, 65535]. Names are not looked up here.
 */
public record Endpoint(String host, int port) {
  public static final int MAX_PORT = 65_535;

  /** RFC 1035 §2.3.4: a name has at most 255 octets. */
  private static final int MAX_HOST_LENGTH = 255;

  private static final Pattern NAME_OR_IPV4 =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern TEXT = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:]+)):([0-9]{1,5})");

  public Endpoint {
    boolean hostIsGood =
        host.length() <= MAX_HOST_LENGTH
            && (NAME_OR_IPV4.matcher(host).matches() || IPV6.matcher(host).matches());
    if (!hostIsGood) {
      throw new IllegalArgumentException("host \"" + host + "\" is no host name or IP address");
    }
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and " + MAX_PORT);
    }
  }

  /** Reads {@code host:port}, or {@code [IPv6 address]:port}. */
  public static Endpoint parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no host:port, such as 10.0.0.1:30300 or node0.example.org:30300");
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new Endpoint(host, Integer.parseInt(matcher.group(3)));
  }

  /** The same host, {@code offset} ports up. */
  public Endpoint shifted(int offset) {
    return new Endpoint(host, port + offset);
  }

  /** {@code host:port}, with an IPv6 address in brackets. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
