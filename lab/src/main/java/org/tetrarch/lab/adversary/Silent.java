package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Misbehaviour;

/** Attacks INV-10: a replica that is as good as dead, but still listens. */
final class Silent implements Misbehaviour {
  @Override
  public String name() {
    return "silent";
  }

  @Override
  public String description() {
    return "sends nothing, and still receives";
  }

  @Override
  public String expectation() {
    return "the others do without it; as primary it is replaced within a few seconds";
  }

  @Override
  public List<Envelope> tamper(ReplicaId to, Envelope envelope, int replicas, Signer signer) {
    return List.of();
  }
}
