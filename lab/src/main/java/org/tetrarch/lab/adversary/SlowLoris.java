package org.tetrarch.lab.adversary;

import java.nio.ByteBuffer;
import java.util.List;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.FrameKind;

/** Begins a frame, and takes for ever to send it. */
final class SlowLoris extends Described {
  private static final int CLAIMED_BYTES = 1 << 20;
  private static final long BETWEEN_BYTES_MILLIS = 500;

  /** Then it begins anew, because by then it was cut off. */
  private static final int BYTES = 30;

  SlowLoris() {
    super(
        "slow-loris",
        "INV-11",
        "sends one byte at a time, and never a whole frame",
        "the others cut it off when a frame takes too long, and otherwise take it for silent");
  }

  @Override
  public Malice begin(Means means) {
    Malice dripping = new Dripping();
    means.reach().later(0, () -> drip(means, 0));
    return dripping;
  }

  private static void drip(Means means, int bytes) {
    byte[] next = {1};
    if (bytes == 0) {
      next =
          ByteBuffer.allocate(Integer.BYTES + 1)
              .putInt(CLAIMED_BYTES)
              .put((byte) FrameKind.STATEMENT.code())
              .array();
    }
    for (ReplicaId to : means.others()) {
      means.reach().sendRaw(to, next);
    }
    means.reach().later(BETWEEN_BYTES_MILLIS, () -> drip(means, (bytes + 1) % BYTES));
  }

  /** A whole frame would end the one that it never ends. */
  private static final class Dripping implements Malice {
    @Override
    public List<Frame> outgoing(ReplicaId to, Frame frame) {
      return List.of();
    }
  }
}
