package org.tetrarch.web.rpc;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The methods that exist, by name. Filled once, before the server starts. */
final class RpcRegistry {

  private final Map<String, RpcMethod> methods = new TreeMap<>();

  void add(String name, RpcMethod method) {
    if (methods.put(name, method) != null) {
      throw new IllegalArgumentException(name + " is there already");
    }
  }

  Optional<RpcMethod> find(String name) {
    return Optional.ofNullable(methods.get(name));
  }

  Set<String> names() {
    return Set.copyOf(methods.keySet());
  }

  /** The namespaces, such as {@code eth}, in alphabetical order. */
  Set<String> namespaces() {
    Set<String> namespaces = new TreeSet<>();
    methods.keySet().forEach(name -> namespaces.add(name.substring(0, name.indexOf('_'))));
    return namespaces;
  }
}
