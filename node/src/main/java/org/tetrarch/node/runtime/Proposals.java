package org.tetrarch.node.runtime;

import java.util.Optional;
import org.tetrarch.node.wire.TransferBatch;

/** The last word on what this replica proposes; on the loop's thread. */
@FunctionalInterface
public interface Proposals {
  /** What an honest replica does: proposes what was built. */
  Proposals HONEST = Optional::of;

  Optional<TransferBatch> propose(TransferBatch built);
}
