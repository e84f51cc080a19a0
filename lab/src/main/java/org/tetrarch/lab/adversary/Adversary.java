package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.node.plugin.Misbehaviour;
import org.tetrarch.node.plugin.MisbehaviourProvider;

/** All misbehaviours there are. */
public final class Adversary implements MisbehaviourProvider {
  @Override
  public List<Misbehaviour> misbehaviours() {
    return List.of(new Equivocate(), new Silent());
  }
}
