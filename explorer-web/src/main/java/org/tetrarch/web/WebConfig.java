package org.tetrarch.web;

import java.time.Duration;
import java.util.Set;

/**
 * Where a server listens and whom it answers.
 *
 * @param host address to bind, such as {@code 127.0.0.1}
 * @param port to bind; 0 takes any free one, which {@link WebServer#port()} then names
 * @param allowedHosts names besides {@code localhost}, {@code 127.0.0.1}, {@code [::1]} and {@code
 *     host} that a request's Host header may carry
 * @param syncTimeout how long {@code eth_sendRawTransactionSync} waits when the caller does not say
 */
public record WebConfig(String host, int port, Set<String> allowedHosts, Duration syncTimeout) {

  private static final Duration DEFAULT_SYNC_TIMEOUT = Duration.ofSeconds(20);

  public WebConfig {
    allowedHosts = Set.copyOf(allowedHosts);
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("there is no port " + port);
    }
  }

  /** Answers this machine only. */
  public static WebConfig loopback(int port) {
    return new WebConfig("127.0.0.1", port, Set.of(), DEFAULT_SYNC_TIMEOUT);
  }

  /** The same on another address, for requests that ask for one of the names. */
  public WebConfig at(String bindHost, Set<String> names) {
    return new WebConfig(bindHost, port, names, syncTimeout);
  }
}
