package org.tetrarch.lab.adversary;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.TransferBatch;

/** Gives its batches an hour that has not come, or one that is long gone. */
final class TimeSkew extends Described {
  private static final long HOUR_MILLIS = 3_600_000;

  TimeSkew() {
    super(
        "time-skew",
        "INV-10",
        "as primary, gives its batches times an hour ahead or far behind, by turns",
        "no backup prepares them; another primary takes over, and the blocks' times keep rising");
  }

  @Override
  public Malice begin(Means means) {
    AtomicLong turn = new AtomicLong();
    return new Malice() {
      @Override
      public Optional<TransferBatch> proposal(TransferBatch honest) {
        long time = turn.getAndIncrement() % 2 == 0 ? honest.timestampMillis() + HOUR_MILLIS : 1;
        return Optional.of(new TransferBatch(time, honest.proposer(), honest.transactions()));
      }
    };
  }
}
