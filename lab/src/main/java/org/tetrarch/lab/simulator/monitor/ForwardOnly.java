package org.tetrarch.lab.simulator.monitor;

import java.util.HashMap;
import java.util.Map;
import org.tetrarch.consensus.ReplicaStatus;

/** INV-9: views and heights of a correct replica never go back, whatever crashes lie between. */
public final class ForwardOnly implements Monitor {
  private final Map<Integer, ReplicaStatus> last = new HashMap<>();

  @Override
  public void status(int replica, ReplicaStatus status) {
    ReplicaStatus before = last.put(replica, status);
    if (before == null) {
      return;
    }
    if (status.view().compareTo(before.view()) < 0) {
      throw new Violation(
          "INV-9", "replica %d is in %s after %s".formatted(replica, status.view(), before.view()));
    }
    if (status.executed().compareTo(before.executed()) < 0) {
      throw new Violation(
          "INV-9",
          "replica %d has executed up to %s after %s"
              .formatted(replica, status.executed(), before.executed()));
    }
  }

  @Override
  public void lostData(int replica) {
    last.remove(replica);
  }
}
