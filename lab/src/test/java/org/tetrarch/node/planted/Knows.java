package org.tetrarch.node.planted;

import org.tetrarch.lab.adversary.Adversary;

/** What no class of a node may do, so that the rule against it is seen to fail. */
public final class Knows {
  Object lab() {
    return new Adversary();
  }
}
