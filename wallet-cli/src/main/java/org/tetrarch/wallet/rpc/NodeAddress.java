package org.tetrarch.wallet.rpc;

import java.net.URI;

/**
 * Where a node is.
 *
 * @param name what it is called on this machine; its URL where it has no name
 */
public record NodeAddress(String name, URI uri) {
  public static NodeAddress of(URI uri) {
    return new NodeAddress(uri.toString(), uri);
  }

  /** For people: {@code node3 (http://127.0.0.1:8548)}, or the URL alone. */
  public String describe() {
    return name.equals(uri.toString()) ? name : name + " (" + uri + ")";
  }
}
