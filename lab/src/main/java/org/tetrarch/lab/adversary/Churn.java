package org.tetrarch.lab.adversary;

import java.util.List;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;

/** Is here and gone again. */
final class Churn extends Described {
  private static final long PERIOD_MILLIS = 200;
  private static final int AT_ONCE = 8;

  Churn() {
    super(
        "churn",
        "INV-11",
        "connects and disconnects all the time, and opens many connections at once",
        "the others keep one connection a peer, close those that say nothing, and do without it"
            + " while it is gone");
  }

  @Override
  public Malice begin(Means means) {
    means.reach().later(0, () -> turn(means));
    return new Malice() {};
  }

  private static void turn(Means means) {
    List<ReplicaId> others = means.others();
    if (!others.isEmpty()) {
      ReplicaId peer = others.get(means.random().nextInt(others.size()));
      means.reach().disconnect(peer);
      means.reach().knock(peer, AT_ONCE);
    }
    means.reach().later(PERIOD_MILLIS, () -> turn(means));
  }
}
