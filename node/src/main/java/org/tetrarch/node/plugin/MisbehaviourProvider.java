package org.tetrarch.node.plugin;

import java.util.List;

/** Found by {@link java.util.ServiceLoader}; names what a node in the lab can be told to do. */
@FunctionalInterface
public interface MisbehaviourProvider {
  List<Misbehaviour> misbehaviours();
}
