package org.tetrarch.lab.simulator;

import java.util.ArrayList;
import java.util.List;
import org.tetrarch.lab.simulator.monitor.Violation;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.node.execution.ChainHead;
import org.tetrarch.node.storage.ChainStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.storage.StoredBlock;
import org.tetrarch.node.storage.UncheckedStorageException;

/** The end of a run: what anybody was told is still there, and every coin is where it should be. */
final class Judgement {
  private final World world;

  Judgement(World world) {
    this.world = world;
  }

  void pronounce() {
    for (SimulatedNode node : world.correct()) {
      count(node);
      world.agreement().told().forEach((height, hash) -> requireStillThere(node, height, hash));
      ask(node);
    }
  }

  private void count(SimulatedNode node) {
    ChainHead head = head(node);
    try {
      world.coins().compare(node.index(), head.height(), head.state());
    } catch (UncheckedStorageException e) {
      requireDamaged(node, e.storage(), "INV-2");
    }
  }

  /** What everybody may ask every node: its blocks, and proofs of what is in them. */
  private void ask(SimulatedNode node) {
    List<Block> blocks = new ArrayList<>();
    try {
      for (long height = 1; height <= head(node).height(); height++) {
        ChainStore chain = chain(node);
        StoredBlock stored = chain.block(height).orElseThrow();
        blocks.add(stored.block());
        world
            .honestReads()
            .gives(node.index(), stored.block(), stored.receipts(), chain.certificate(height));
      }
    } catch (StorageException e) {
      requireDamaged(node, e, "INV-12");
      return;
    }
    world.replay().executedAgain(node.index(), blocks);
  }

  /** A node whose disk is damaged may say so whenever it meets the damage; no other may. */
  private void requireDamaged(SimulatedNode node, StorageException met, String invariant) {
    boolean damaged =
        met.reason() == StorageException.Reason.CORRUPTED
            && world.plan().losers().contains(node.index());
    if (!damaged) {
      throw new Violation(invariant, node.name() + " cannot read its blocks", met);
    }
  }

  private void requireStillThere(SimulatedNode node, long height, Hash hash) {
    if (!node.up() || height > head(node).height()) {
      return;
    }
    Hash there;
    try {
      there = chain(node).header(height).orElseThrow().hash();
    } catch (StorageException e) {
      requireDamaged(node, e, "INV-5");
      return;
    }
    if (!there.equals(hash)) {
      throw new Violation(
          "INV-5",
          "%s has %s at %d, where %s was final".formatted(node.name(), there, height, hash));
    }
  }

  private static ChainHead head(SimulatedNode node) {
    return node.core().executor().head();
  }

  private static ChainStore chain(SimulatedNode node) {
    return node.core().stores().chain();
  }
}
