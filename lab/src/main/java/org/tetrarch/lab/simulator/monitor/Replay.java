package org.tetrarch.lab.simulator.monitor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.log.RecoveredState;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.BatchExecutor;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.execution.GenesisBlock;
import org.tetrarch.ledger.execution.OrderedBatch;
import org.tetrarch.ledger.state.WorldState;

/**
 * INV-13: replaying gives the same bytes. Whoever opens one disk, however often, is the same
 * replica on the same block and says the same first words; and the blocks, executed again from
 * genesis, are the same blocks.
 */
public final class Replay implements Monitor {
  /**
   * What a process finds on its disk and begins with.
   *
   * @param head header of the newest block
   * @param state what its replica starts from
   * @param said what the replica does first
   * @param status where it stands then
   */
  public record Restored(
      BlockHeader head, RecoveredState state, List<Output> said, ReplicaStatus status) {
    public Restored {
      said = List.copyOf(said);
    }
  }

  private final Genesis genesis;

  public Replay(Genesis genesis) {
    this.genesis = genesis;
  }

  /**
   * @param first what was found on a disk
   * @param again what was found on it, or on a copy, another time
   */
  public void reopened(int replica, Restored first, Restored again) {
    require(replica, "head", first.head(), again.head());
    require(replica, "log", first.state().records(), again.state().records());
    require(replica, "blocks", first.state().states(), again.state().states());
    require(replica, "position", first.status(), again.status());
    require(replica, "first words", first.said(), again.said());
  }

  private static void require(int replica, String what, Object first, Object again) {
    if (!first.equals(again)) {
      throw new Violation(
          "INV-13",
          "replica %d opens one disk twice and finds another %s: %s, then %s"
              .formatted(replica, what, first, again));
    }
  }

  /**
   * @param blocks of a replica, from 1 up to its head
   */
  public void executedAgain(int replica, List<Block> blocks) {
    Map<Hash, byte[]> nodes = new TreeMap<>();
    GenesisBlock origin = genesis.genesisBlock(nodes::get);
    nodes.putAll(origin.newTrieNodes());
    BlockHeader parent = origin.block().header();
    WorldState state = WorldState.open(parent.stateRoot(), nodes::get);
    BatchExecutor executor = new BatchExecutor(genesis.rules());
    for (Block block : blocks) {
      ExecutedBlock again = executor.apply(state, parent, OrderedBatch.of(block));
      if (!again.block().hash().equals(block.hash())) {
        throw new Violation(
            "INV-13",
            "replica %d has block %d %s, executed again it is %s"
                .formatted(replica, block.number(), block.hash(), again.block().hash()));
      }
      nodes.putAll(again.newTrieNodes());
      state = WorldState.open(again.block().header().stateRoot(), nodes::get);
      parent = again.block().header();
    }
  }
}
