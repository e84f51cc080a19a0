package org.tetrarch.lab.simulator.monitor;

import java.util.Map;
import java.util.TreeMap;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.ExecutedBlock;

/**
 * INV-1, no two correct replicas execute different batches at one sequence number; INV-8, they have
 * the same block; INV-5, a block that somebody was told is final is never another one.
 */
public final class Agreement implements Monitor {
  private final Map<Long, BlockHeader> blocks = new TreeMap<>();
  private final TreeMap<Long, Hash> told = new TreeMap<>();

  @Override
  public void executed(int replica, ExecutedBlock executed) {
    BlockHeader header = executed.block().header();
    BlockHeader first = blocks.putIfAbsent(header.number(), header);
    if (first != null && !first.hash().equals(header.hash())) {
      boolean sameBatch =
          first.transactionsRoot().equals(header.transactionsRoot())
              && first.miner().equals(header.miner())
              && first.timestampMillis() == header.timestampMillis();
      throw new Violation(
          sameBatch ? "INV-8" : "INV-1",
          "replica %d executes block %s at %d, another one executed %s"
              .formatted(replica, header.hash(), header.number(), first.hash()));
    }
    Hash wasTold = told.get(header.number());
    if (wasTold != null && !wasTold.equals(header.hash())) {
      throw new Violation(
          "INV-5",
          "replica %d executes block %s at %d, where %s is final"
              .formatted(replica, header.hash(), header.number(), wasTold));
    }
  }

  @Override
  public void certified(int replica, Certificate certificate) {
    Hash first = told.putIfAbsent(certificate.height(), certificate.blockHash());
    if (first != null && !first.equals(certificate.blockHash())) {
      throw new Violation(
          "INV-1",
          "two certificates at height %d: %s and %s"
              .formatted(certificate.height(), first, certificate.blockHash()));
    }
  }

  /** What somebody was told is final, by height. */
  public Map<Long, Hash> told() {
    return told;
  }

  /** The highest block that any correct replica has executed. */
  public long highest() {
    return blocks.isEmpty() ? 0 : ((TreeMap<Long, BlockHeader>) blocks).lastKey();
  }
}
