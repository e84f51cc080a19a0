package org.tetrarch.lab.simulator;

import java.util.List;
import org.tetrarch.consensus.Replica;
import org.tetrarch.consensus.event.Input;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.lab.simulator.disk.SimulatedDisk;
import org.tetrarch.lab.simulator.monitor.Replay;
import org.tetrarch.node.core.PbftSetup;
import org.tetrarch.node.core.ReplicaStores;
import org.tetrarch.node.storage.StorageException;

/** What a node's process would begin with, found out on copies of its disk. */
final class Reopening {
  private final World world;
  private final SimulatedNode node;
  private final SimulatedDisk copy;

  /** Of the disk as it is now. */
  Reopening(World world, SimulatedNode node) {
    this.world = world;
    this.node = node;
    this.copy = node.disk().copy();
  }

  /**
   * INV-13: one process after another that opens the same disk is the same replica as the one that
   * has opened it now, whatever those before it have mended there.
   */
  void compareWith(ReplicaStores found) {
    if (found.recovered().records().isEmpty()) {
      return;
    }
    try {
      open().close();
      try (ReplicaStores again = open()) {
        world.replay().reopened(node.index(), restored(found), restored(again));
      }
    } catch (StorageException e) {
      throw new IllegalStateException("nothing goes wrong on the copy of a disk", e);
    }
  }

  private ReplicaStores open() throws StorageException {
    return ReplicaStores.open(
        world.setting().genesis(), copy.open(), world.setting().transactions());
  }

  private Replay.Restored restored(ReplicaStores stores) {
    Replica replica =
        new Replica(
            PbftSetup.config(world.setting().genesis(), node.id()),
            world.setting().keys(node.index()),
            stores.recovered());
    List<Output> said = replica.step(new Input.Started());
    return new Replay.Restored(
        stores.chain().tip().header(), stores.recovered(), said, replica.status());
  }
}
